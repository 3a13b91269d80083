import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  plugins: [sveltekit()],
  worker: { format: 'es' },
  // Threads need their own chunk: a worker that contains onnxruntime statically deadlocks (see workers/separation).
  optimizeDeps: { exclude: ['onnxruntime-web', '@ffmpeg/core', '@echogarden/pffft-wasm'] },
  build: { target: 'esnext' },
  server: { headers: isolation, fs: { allow: ['workers', 'models', 'static', 'tests/support'] } },
})
