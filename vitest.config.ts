import { playwright } from '@vitest/browser-playwright'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { BROWSER_ARGS, findChromium } from './tests/support/chromium.ts'
import { dataFile, dataFiles } from './tests/support/data-commands.ts'

const everywhere = ['src', 'workers', 'models', 'proxy', 'tests']
const chromium = findChromium()

/** Tests in a real Chromium, isolated as the app is. */
function browserProject(
  name: string,
  test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration {
  return {
    plugins: [svelte()],
    worker: { format: 'es' },
    optimizeDeps: {
      // Found while a test runs, they would make the page reload under it.
      include: ['dexie', 'valibot', 'comlink', 'hash-wasm', 'mediabunny', 'music-metadata'],
      exclude: ['onnxruntime-web', '@ffmpeg/ffmpeg', '@ffmpeg/core', '@echogarden/pffft-wasm'],
    },
    server: {
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    test: {
      name,
      ...test,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        commands: { dataFiles, dataFile },
        provider: playwright({
          launchOptions: { args: BROWSER_ARGS, ...(chromium ? { executablePath: chromium } : {}) },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: everywhere.map((room) => `${room}/**/*.test.ts`),
          exclude: ['**/*.browser.test.ts', '**/node_modules/**', 'tests/{architecture,parity}/**'],
          // Thousands of random cases on a busy machine: slow is not wrong.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'architecture',
          environment: 'node',
          include: ['tests/architecture/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Against the official code, with the real model: long, and one at a time.
        test: {
          name: 'parity',
          environment: 'node',
          include: ['tests/parity/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      browserProject('browser', {
        include: everywhere.map((room) => `${room}/**/*.browser.test.ts`),
        exclude: ['**/node_modules/**', 'tests/parity/**'],
        // One after the other: a test that makes the disk narrow does so for every page of the origin.
        fileParallelism: false,
        testTimeout: 60_000,
      }),
      browserProject('parity-browser', {
        include: ['tests/parity/**/*.browser.test.ts'],
        fileParallelism: false,
        testTimeout: 600_000,
      }),
    ],
  },
})
