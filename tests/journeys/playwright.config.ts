import { defineConfig } from '@playwright/test'
import { BROWSER_ARGS, BROWSER_ENV, findChromium } from '../support/chromium.ts'

const chromium = findChromium()

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results',
  globalSetup: './serve-build.ts',
  // One browser at a time: a separation wants the whole machine.
  workers: 1,
  // A machine that is busy with something else loses a race now and then; who needed the second try is named in the sum.
  retries: 1,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    // Set by the global setup, which runs before the workers read this file again.
    baseURL: process.env['SITE_URL'] ?? 'http://127.0.0.1:4173',
    launchOptions: {
      args: BROWSER_ARGS,
      env: BROWSER_ENV,
      ...(chromium ? { executablePath: chromium } : {}),
    },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
