import adapter from '@sveltejs/adapter-static'
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    // Every page is drawn in the browser from its own database: one shell answers every address.
    adapter: adapter({ fallback: '200.html' }),
    serviceWorker: { register: false },
    output: { preloadStrategy: 'modulepreload' },
    typescript: {
      config: (config) => ({ ...config, include: [...config.include, '../models/**/*.ts'] }),
    },
  },
}
