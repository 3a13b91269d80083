import type { PeerAnswer, PeerFigures, PeerOrder } from './contract.ts'

declare global {
  /** Decodes the clip, starts the worker, answers with its figures. */
  var runPeer: (clip: string, model: string, threads: number) => Promise<PeerFigures & { clipS: number }>
}

globalThis.runPeer = async (clip, model, threads) => {
  const context = new AudioContext({ sampleRate: 44_100 })
  const audio = await context.decodeAudioData(await (await fetch(clip)).arrayBuffer())
  const channelData = [0, 1].map((channel) =>
    audio.getChannelData(Math.min(channel, audio.numberOfChannels - 1)).slice(),
  )
  await context.close()
  const worker = new Worker(new URL('./separate.worker.ts', import.meta.url), { type: 'module' })
  const answer = await new Promise<PeerAnswer>((resolve) => {
    worker.onmessage = (event: MessageEvent<PeerAnswer>) => resolve(event.data)
    worker.onerror = (event) => resolve({ error: event.message })
    const order: PeerOrder = {
      model: new URL(model, location.href).href,
      threads,
      channelData,
      sampleRate: 44_100,
    }
    worker.postMessage(order)
  })
  worker.terminate()
  if ('error' in answer) throw new Error(answer.error)
  return { ...answer.figures, clipS: audio.duration }
}
