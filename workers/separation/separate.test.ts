import { beforeAll, describe, expect, it } from 'vitest'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { edgeKey, separationPrefix } from '#lib/core/domain/keys.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'
import { SEGMENT_FRAMES, segmentAt, STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { createSpectrogram, FFT_SIZE } from '#lib/core/dsp/spectrogram.ts'
import type { BlobEntry } from '#lib/platform/blobs/blob-store.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { type FakeGraph, fakeModel, FakeSession } from '#tests/support/fake-session.ts'
import { keepSong, type Sound, stemSound } from '#tests/support/stem-bytes.ts'
import type { SeparationEvent, SeparationOrder } from './contract.ts'
import { openFft } from '../kit/pffft.ts'
import { type Helm, separate } from './separate.ts'

const TWO: StemName[] = ['bass', 'vocals']
const FOUR: StemName[] = ['drums', 'bass', 'other', 'vocals']
const SIX: StemName[] = [...FOUR, 'guitar', 'piano']
/** Shares of the waveform alone, which are exact to a segment's very ends, where the spectrogram has no frames. */
const one: FakeGraph = { specGains: [0, 0], waveGains: [0.75, -0.125], weights: [1, 1] }
/** Three segments: two whole, a third of 84,000 frames that is all seam. */
const FRAMES = 2 * STRIDE_FRAMES + 84_000

function song(frames: number): Sound {
  const wave = (step: number) =>
    Float32Array.from({ length: frames }, (_, i) => 0.3 * Math.sin(i * step) * Math.sin(i * 1e-4) + 0.01)
  return { left: wave(0.031), right: wave(0.017) }
}

let spectrogram: ReturnType<typeof createSpectrogram>
beforeAll(async () => {
  spectrogram = createSpectrogram(await openFft(FFT_SIZE))
})

interface Trial {
  blobs: MemoryBlobs
  events: SeparationEvent[]
  order: SeparationOrder
  helm: Helm
}

async function trial(sound: Sound, stems = TWO, graphs = [one], blobs = new MemoryBlobs()): Promise<Trial> {
  const pcm = await keepSong(blobs, 'song', sound)
  const model = fakeModel(stems, graphs)
  const order = { separationId: 'sep', trackId: 'song', pcm, model, region: null, near: null, provider: null }
  return { blobs, events: [], order, helm: { near: 0, stopped: false } }
}

function go({ blobs, events, order, helm }: Trial, session: FakeSession) {
  return separate(order, { blobs, session, spectrogram, now: () => 0 }, helm, (event) => events.push(event))
}

const indices = (events: SeparationEvent[]) =>
  events.flatMap((event) => (event.type === 'segment' ? event.index : []))

/** Loudest difference from the share that the stem must be. */
function worst(sound: Sound, stem: Sound, share: number, { mean }: PcmFacts): number {
  let most = 0
  for (const side of ['left', 'right'] as const) {
    for (let i = 0; i < sound.left.length; i++) {
      const wanted = ((sound[side][i] ?? NaN) - mean) * share + mean
      const difference = Math.abs((stem[side][i] ?? NaN) - wanted)
      if (!(difference <= most)) most = difference
    }
  }
  return most
}

async function everything(blobs: MemoryBlobs): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (const key of await blobs.keys(separationPrefix('sep'))) {
    const bytes = await blobs.get(key)
    all.set(key, Buffer.from(await crypto.subtle.digest('SHA-1', bytes ?? new Uint8Array())).toString('hex'))
  }
  return all
}

let whole: Map<string, string>
beforeAll(async () => {
  const t = await trial(song(FRAMES))
  await go(t, new FakeSession([one]))
  whole = await everything(t.blobs)
})

describe('separation', { timeout: 60_000 }, () => {
  it.each([1, 85_995, 100_000, SEGMENT_FRAMES, FRAMES])(
    'gives every frame of a song of %i its share',
    async (frames) => {
      const sound = song(frames)
      const t = await trial(sound)
      expect(await go(t, new FakeSession([one]))).toEqual({ ok: true, value: 'finished' })
      for (const [i, stem] of TWO.entries()) {
        const share = one.waveGains[i] ?? NaN
        expect(worst(sound, await stemSound(t.blobs, 'sep', stem, frames), share, t.order.pcm)).toBeLessThan(
          1e-6,
        )
      }
      expect(await t.blobs.keys('stems/sep/edges/')).toEqual([])
    },
  )

  it('gives six stems of both branches', async () => {
    const six = {
      specGains: [1, 0, 0, 0, 0.5, 0],
      waveGains: [0, 1, 0.25, 0, 0, 2],
      weights: SIX.map(() => 1),
    }
    const sound = song(90_000)
    const t = await trial(sound, SIX, [six])
    await go(t, new FakeSession([six]))
    for (const [stem, share] of [
      ['drums', 1],
      ['bass', 1],
      ['guitar', 0.5],
      ['piano', 2],
    ] as const) {
      expect(worst(sound, await stemSound(t.blobs, 'sep', stem, 90_000), share, t.order.pcm)).toBeLessThan(
        1e-4,
      )
    }
  })

  it('weighs the graphs of a bag, and asks a specialist for its own stem only', async () => {
    const specialist = (own: number): FakeGraph => ({
      specGains: FOUR.map((_, i) => (i === own ? 0 : NaN)),
      waveGains: FOUR.map((_, i) => (i === own ? 0.5 + 0.125 * own : NaN)),
      weights: FOUR.map((_, i) => (i === own ? 1 : 0)),
    })
    const bag = FOUR.map((_, i) => specialist(i))
    const frames = STRIDE_FRAMES + 40_000
    const sound = song(frames)
    const t = await trial(sound, FOUR, bag)
    expect(await go(t, new FakeSession(bag))).toEqual({ ok: true, value: 'finished' })
    for (const [i, stem] of FOUR.entries()) {
      const got = await stemSound(t.blobs, 'sep', stem, frames)
      expect(worst(sound, got, 0.5 + 0.125 * i, t.order.pcm)).toBeLessThan(1e-6)
    }
  })

  it('takes the mean of graphs that share a stem', async () => {
    const bag = [1, 0.5].map((gain) => ({
      specGains: FOUR.map(() => gain),
      waveGains: FOUR.map(() => 0),
      weights: FOUR.map(() => (gain === 1 ? 3 : 1)),
    }))
    const sound = song(50_000)
    const t = await trial(sound, FOUR, bag)
    await go(t, new FakeSession(bag))
    const got = await stemSound(t.blobs, 'sep', 'bass', 50_000)
    expect(worst(sound, got, 0.875, t.order.pcm)).toBeLessThan(1e-4)
  })

  it('gives the same bytes in whatever order the segments are made', async () => {
    const sound = song(FRAMES)
    const other = await trial(sound)
    other.helm.near = FRAMES - 1
    await go(other, new FakeSession([one]))
    expect(indices(other.events)).toEqual([1, 2, 0])
    expect(await everything(other.blobs)).toEqual(whole)
  })

  it.each([1, 2])('goes on after a cut behind %i segments as if nothing had been', async (cut) => {
    const sound = song(FRAMES)
    const first = await trial(sound)
    const crash = (run: number) => (run === cut ? fault('engine-crashed') : null)
    expect(await go(first, new FakeSession([one], crash))).toMatchObject({
      ok: false,
      fault: { code: 'engine-crashed' },
    })
    const again = { ...first, events: [] }
    const session = new FakeSession([one])
    await go(again, session)
    expect(session.runs).toBe(3 - cut)
    expect(await everything(again.blobs)).toEqual(whole)
  })

  it.each([0, 1, 2])('keeps everything before a write that failed, number %i', async (failing) => {
    class Failing extends MemoryBlobs {
      writes = -1
      override async put(entries: readonly BlobEntry[], remove?: readonly string[]) {
        if (entries[0]?.key.startsWith('stems/') && ++this.writes === failing)
          throw new FaultError(fault('storage-full'))
        return super.put(entries, remove)
      }
    }
    const sound = song(FRAMES)
    const t = await trial(sound, TWO, [one], new Failing())
    expect(await go(t, new FakeSession([one]))).toMatchObject({ ok: false, fault: { code: 'storage-full' } })
    expect(indices(t.events)).toEqual([0, 1, 2].slice(0, failing))
    expect(await go(t, new FakeSession([one]))).toEqual({ ok: true, value: 'finished' })
    expect(await everything(t.blobs)).toEqual(whole)
  })

  it('moves to where the listener is, from the next segment on', async () => {
    const frames = 4 * STRIDE_FRAMES
    const t = await trial(song(frames))
    const session = new FakeSession([one], (run) => {
      if (run === 0) t.helm.near = segmentAt(frames, 3).start + 200_000
      return null
    })
    await go(t, session)
    expect(indices(t.events)).toEqual([0, 3, 1, 2])
  })

  it('makes only the segments of a region', async () => {
    const t = await trial(song(4 * STRIDE_FRAMES))
    t.order.region = { start: STRIDE_FRAMES + 100_000, end: STRIDE_FRAMES + 100_001 }
    expect(await go(t, new FakeSession([one]))).toEqual({ ok: true, value: 'finished' })
    expect(indices(t.events)).toEqual([1])
    expect(await t.blobs.has(edgeKey('sep', 'bass', 1, 'head'))).toBe(true)
  })

  it('keeps the segment in hand when it is stopped', async () => {
    const t = await trial(song(FRAMES))
    const session = new FakeSession([one], (run) => {
      if (run === 1) t.helm.stopped = true
      return null
    })
    expect(await go(t, session)).toEqual({ ok: true, value: 'stopped' })
    expect(indices(t.events)).toEqual([0, 1])
  })

  it('refuses an answer that is not finite, and writes nothing of it', async () => {
    const broken = { ...one, waveGains: [0, NaN] }
    const t = await trial(song(50_000))
    expect(await go(t, new FakeSession([broken]))).toMatchObject({ ok: false, fault: { code: 'not-finite' } })
    expect(await t.blobs.keys(separationPrefix('sep'))).toEqual([])
  })

  it('says so when the song itself is gone', async () => {
    const t = await trial(song(FRAMES))
    await t.blobs.removeAll('track/song/pcm/000002')
    expect(await go(t, new FakeSession([one]))).toMatchObject({ ok: false, fault: { code: 'storage-lost' } })
  })

  it('keeps silence silent', async () => {
    const silent = { left: new Float32Array(50_000), right: new Float32Array(50_000) }
    const t = await trial(silent)
    await go(t, new FakeSession([one]))
    expect(await stemSound(t.blobs, 'sep', 'vocals', 50_000)).toEqual(silent)
  })
})
