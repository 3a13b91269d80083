import { playwright } from '@vitest/browser-playwright'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { BROWSER_ARGS, findChromium } from './tests/support/chromium.ts'

const everywhere = ['src', 'workers', 'models', 'proxy', 'tests']
const chromium = findChromium()

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: everywhere.map((room) => `${room}/**/*.test.ts`),
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [svelte()],
        worker: { format: 'es' },
        optimizeDeps: { exclude: ['onnxruntime-web', '@ffmpeg/ffmpeg', '@echogarden/pffft-wasm'] },
        server: {
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          },
        },
        test: {
          name: 'browser',
          include: everywhere.map((room) => `${room}/**/*.browser.test.ts`),
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: BROWSER_ARGS, ...(chromium ? { executablePath: chromium } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
