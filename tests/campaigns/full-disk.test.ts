import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { pcmPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { createSpectrogram, FFT_SIZE } from '#lib/core/dsp/spectrogram.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { getModelTask } from '#lib/work/tasks/get-model.ts'
import { cardOf } from '#models/cards.ts'
import { fakeModel, FakeSession } from '#tests/support/fake-session.ts'
import { FullBlobs } from '#tests/support/full-blobs.ts'
import { chirp } from '#tests/support/make-wav.ts'
import { keepSong } from '#tests/support/stem-bytes.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { keepFile } from '#workers/audio/keep.ts'
import { openFft } from '#workers/kit/pffft.ts'
import { separate } from '#workers/separation/separate.ts'

type Work = (blobs: FullBlobs) => Promise<{ ok: true } | { ok: false; fault: { code: string } }>

/** Two segments. */
const FRAMES = STRIDE_FRAMES + 84_000

/** An older song of which not a byte may change, whatever happens to the work beside it. */
const OLD = { key: 'track/old/file/000000', bytes: new Uint8Array([1, 2, 3]) }

/** The disk is full from the first write on, from the second, … until the work gets through; then room is made each time. */
async function failsAtEach(prefix: string, work: Work, before: (blobs: FullBlobs) => Promise<void>) {
  const fresh = async () => {
    const blobs = new FullBlobs()
    await blobs.put([OLD])
    await before(blobs)
    blobs.writes = 0
    return blobs
  }
  const calm = await fresh()
  expect(await work(calm)).toMatchObject({ ok: true })
  const whole = await calm.all(prefix)
  const { writes } = calm
  expect(writes).toBeGreaterThan(1)
  for (let n = 0; n < writes; n++) {
    const blobs = await fresh()
    blobs.left = n
    expect(await work(blobs), `full from write ${n + 1}`).toMatchObject({ fault: { code: 'storage-full' } })
    expect(await blobs.get(OLD.key)).toEqual(OLD.bytes)
    blobs.left = Number.POSITIVE_INFINITY
    expect(await work(blobs), `room again after write ${n + 1}`).toMatchObject({ ok: true })
    expect(await blobs.all(prefix)).toEqual(whole)
  }
}

const nothing = async () => undefined
let spectrogram: ReturnType<typeof createSpectrogram>
beforeAll(async () => {
  spectrogram = createSpectrogram(await openFft(FFT_SIZE))
})

describe('a disk that is full from any write on (campaign R3)', () => {
  it('keeps what was there, and lets a file be copied once there is room', async () => {
    const file = new File([new Uint8Array(9_000_000).map((_, i) => i >> 8)], 'song.wav')
    const signal = new AbortController().signal
    const work: Work = (blobs) => outcomeOf(() => keepFile(blobs, 'new', file, () => undefined, signal))
    await failsAtEach(trackPrefix('new'), work, nothing)
  })

  it('lets a separation go on where it was, to the very bytes', { timeout: 60_000 }, async () => {
    const sound = {
      left: chirp(44_100, FRAMES),
      right: new Float32Array(FRAMES),
    }
    const graph = { specGains: [0, 0], waveGains: [0.75, -0.125], weights: [1, 1] }
    const model = fakeModel(['bass', 'vocals'], [graph])
    let pcm: PcmFacts
    const work: Work = (blobs) => {
      const order = {
        separationId: 'sep',
        trackId: 'song',
        pcm,
        model,
        region: null,
        near: null,
        provider: null,
      }
      const doors = { blobs, session: new FakeSession([graph]), spectrogram, now: () => 0 }
      return separate(order, doors, { near: 0, stopped: false }, () => undefined)
    }
    await failsAtEach(separationPrefix('sep'), work, async (blobs) => {
      pcm = await keepSong(blobs, 'song', sound)
      expect((await blobs.keys(pcmPrefix('song'))).length).toBeGreaterThan(0)
    })
  })

  it('lets a model be fetched on, part by part', async () => {
    const parts = [3000, 5_000_000, 500].map((length, n) =>
      new Uint8Array(length).map((_, i) => (i >> 4) * (n + 3)),
    )
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const file = {
      name: 'small.onnx',
      bytes: parts.reduce((sum, part) => sum + part.length, 0),
      sha256: sha256(Buffer.concat(parts)),
      parts: parts.map((bytes, n) => ({ url: String(n), bytes: bytes.length, sha256: sha256(bytes) })),
    }
    const card = { ...cardOf('htdemucs'), graphs: [{ name: 'small', files: [file], weights: [1, 1, 1, 1] }] }
    const rowsOf = new WeakMap<FullBlobs, MemoryRows>()
    const work: Work = (blobs) => {
      const rows = rowsOf.get(blobs) ?? new MemoryRows()
      rowsOf.set(blobs, rows)
      const doors = {
        ...{ rows, blobs, cardOf: () => card, addressOf: (path: string) => path, now: () => 0 },
        fetchPart: async ({ url }: { url: string }) => ({
          ok: true as const,
          value: parts[Number(url)] ?? new Uint8Array(),
        }),
      }
      const job = newJob('job', { kind: 'get-model', modelId: 'htdemucs' }, 0)
      return outcomeOf(async () => {
        const outcome = await getModelTask(doors).run(taskContext(rows, job))
        if (!outcome.ok) throw new Error(outcome.fault.code)
      })
    }
    await failsAtEach('model/', work, nothing)
  })
})
