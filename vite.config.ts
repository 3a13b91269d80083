import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  plugins: [sveltekit()],
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
