import { htdemucs } from '#models/cards/htdemucs.ts'
import { GRAPH_IO } from '#models/card.ts'
import { faultFrom } from '#lib/core/domain/fault.ts'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { renderDemo } from '#lib/core/demo/render.ts'
import { channelsOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { siSdr } from '#lib/core/dsp/si-sdr.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { SeparationHost } from '#lib/platform/engines/separation-engine.ts'
import { startWorker } from '#lib/platform/engines/start-worker.ts'
import { chunkKeysOf, modelOrder } from '#lib/work/tasks/model-order.ts'
import { emptyRow, keepUnderHash, partsOf, rowWith } from '#lib/work/tasks/model-parts.ts'
import { chirp } from '#tests/support/make-wav.ts'
import { smallGraph } from '#tests/support/small-graph.ts'
import { keepSong, type Sound, stemSound } from '#tests/support/stem-bytes.ts'
import { readWav16 } from '#tests/support/wav16.ts'
import workerUrl from '#workers/separation/separation.worker.ts?worker&url'
import type { Lab, LabRun } from './contract.ts'

const blobs = new DexieBlobs()
// A processor that plays the GPU is silent for an hour.
const engine = new SeparationHost({
  start: () => startWorker(workerUrl),
  patience: { start: 3600, first: 7200, factor: 8, least: 7200 },
})
const SIDES = ['left', 'right'] as const

const bytesOf = async (url: string) => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.arrayBuffer()
}

async function decode(url: string): Promise<Sound> {
  const audio = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(await bytesOf(url))
  return { left: audio.getChannelData(0), right: audio.getChannelData(1) }
}

async function songBack(frames: number): Promise<Sound> {
  const sound = { left: new Float32Array(frames), right: new Float32Array(frames) }
  for (let piece = pcmPieceAt(frames, 0); piece; piece = pcmPieceAt(frames, piece.start + piece.frames)) {
    const bytes = await blobs.get(pcmKey('song', piece.id))
    if (!bytes) throw new Error('the song is gone')
    const [left, right] = channelsOf(bytes.buffer)
    sound.left.set(left, piece.start)
    sound.right.set(right, piece.start)
  }
  return sound
}

const hex = (buffer: ArrayBuffer) =>
  [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('')

const lab: Lab = {
  async song(url, frames) {
    const { left, right } = readWav16(await bytesOf(url))
    return keepSong(blobs, 'song', { left: left.subarray(0, frames), right: right.subarray(0, frames) })
  },
  demo: async (url) => keepSong(blobs, 'song', await decode(url)),
  async tone(frames) {
    globalThis.labSegments = 0
    return keepSong(blobs, 'song', { left: chirp(44_100, frames), right: chirp(22_050, frames) })
  },

  async model() {
    const parts = partsOf(htdemucs)
    for (const part of parts) await keepUnderHash(blobs, part.sha256, new Uint8Array(await bytesOf(part.url)))
    const row = rowWith(htdemucs, emptyRow(htdemucs, 0), new Set(parts.map((part) => part.sha256)), 0)
    const order = modelOrder(htdemucs, row)
    if (!order) throw new Error('the model is not whole')
    return order
  },

  async smallModel(stems, graphs) {
    const made = []
    for (const [i, { graph, weights }] of graphs.entries()) {
      const bytes = new Uint8Array(smallGraph(graph))
      const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes))
      await keepUnderHash(blobs, sha256, bytes)
      const file = {
        name: `small-${i}.onnx`,
        bytes: bytes.length,
        chunkKeys: chunkKeysOf(sha256, bytes.length),
      }
      made.push({ name: file.name, files: [file], weights, ports: GRAPH_IO })
    }
    return { stems, graphs: made }
  },

  async run(order) {
    const run: LabRun = { end: '', fault: null, engines: [], segments: [] }
    const outcome = await engine
      .run(
        order,
        (event) => {
          if (event.type === 'engine') run.engines.push(event.report)
          if (event.type === 'segment') run.segments.push({ index: event.index, seconds: event.seconds })
          globalThis.labSegments = run.segments.length
        },
        new AbortController().signal,
      )
      .catch((error: unknown) => ({ ok: false as const, fault: faultFrom(error) }))
    return outcome.ok
      ? { ...run, end: outcome.value }
      : { ...run, end: outcome.fault.code, fault: outcome.fault }
  },

  async parity(id, mixUrl, folder, stems, upTo) {
    const mix = readWav16(await bytesOf(mixUrl))
    const whole = mix.left.length
    const frames = upTo ?? whole
    const energy = (sound: Sound) =>
      SIDES.reduce((sum, side) => sum + sound[side].subarray(0, frames).reduce((s, x) => s + x * x, 0), 0)
    const all = { signal: 0, error: 0, notFinite: 0, offGrid: 0 }
    const underMixture: Record<string, number> = {}
    for (const stem of stems) {
      const wanted = await decode(`${folder}/${stem}.flac`)
      const got = await stemSound(blobs, id, stem, whole, frames)
      let error = 0
      for (const side of SIDES) {
        for (let i = 0; i < frames; i++) {
          const w = wanted[side][i] ?? NaN
          const g = got[side][i] ?? NaN
          error += (w - g) ** 2
          if (!Number.isFinite(g)) all.notFinite += 1
          if (Math.abs(w * 2 ** 23 - Math.round(w * 2 ** 23)) > 0.01) all.offGrid += 1
        }
      }
      all.signal += energy(wanted)
      all.error += error
      underMixture[stem] = 10 * Math.log10(energy(mix) / error)
    }
    const { notFinite, offGrid } = all
    return { together: 10 * Math.log10(all.signal / all.error), underMixture, notFinite, offGrid }
  },

  async gains(id) {
    const { mix, stems } = renderDemo()
    const frames = mix[0].length
    const gains: Awaited<ReturnType<Lab['gains']>> = {}
    for (const [stem, truth] of Object.entries(stems)) {
      const { left, right } = await stemSound(blobs, id, stem as keyof typeof stems, frames)
      gains[stem] = { estimate: siSdr([left, right], truth), mixture: siSdr(mix, truth) }
    }
    return gains
  },

  async worst({ separationId, pcm }, stem, share, margin) {
    const song = await songBack(pcm.frames)
    const got = await stemSound(blobs, separationId, stem, pcm.frames)
    let most = 0
    for (const side of SIDES) {
      for (let i = margin; i < pcm.frames - margin; i++) {
        const wanted = ((song[side][i] ?? NaN) - pcm.mean) * share + pcm.mean
        const difference = Math.abs(wanted - (got[side][i] ?? NaN))
        if (!(difference <= most)) most = difference
      }
    }
    return most
  },
}

globalThis.labSegments = 0
globalThis.lab = lab
