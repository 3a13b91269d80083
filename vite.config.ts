import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Has Chromium compile all of a script beside the page while it comes, instead of function by function while the page stands still
 * (https://v8.dev/blog/explicit-compile-hints). */
const HINT = '//# allFunctionsCalledOnLoad\n'

/** What a page consists of at first; the rest is called for later, and piece by piece. */
const AT_ONCE = /^(shell|library|nodes\/)/

const compileAtOnce: Plugin = {
  name: 'compile-at-once',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      if (this.environment.name !== 'client') return
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && AT_ONCE.test(file.name)) file.code = HINT + file.code
    },
  },
}

export default defineConfig({
  plugins: [sveltekit(), compileAtOnce],
  worker: { format: 'es' },
  // The package's own entry wraps a script of the old kind; this is the same code as a module, and a tenth smaller.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.min.mjs' } },
  // Threads need their own chunk: a worker that contains onnxruntime statically deadlocks (see workers/separation).
  optimizeDeps: { exclude: ['onnxruntime-web', '@ffmpeg/core', '@echogarden/pffft-wasm'] },
  build: { target: 'esnext', modulePreload: false },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              // Each with all it needs: what is fetched together is one file, not a hundred small ones.
              groups: [
                { name: 'shell', test: /src\/routes\/\+layout\.(svelte|ts)$/, priority: 3 },
                { name: 'library', test: /src\/lib\/ui\/library\/LibraryPage\.svelte$/, priority: 2 },
              ],
            },
          },
        },
      },
    },
  },
  server: { headers: isolation, fs: { allow: ['workers', 'models', 'static', 'tests/support'] } },
})
