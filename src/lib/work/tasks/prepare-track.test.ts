import { describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { originalKey, originalPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { PcmFacts, Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import type { Described } from '#workers/audio/contract.ts'
import { prepareTask, textOf } from './prepare-track.ts'

const PCM: PcmFacts = { frames: 44_100, mean: 0, std: 0.1, peak: 0.9 }
const DESCRIBED: Described = {
  text: { title: 'Sinnerman', artist: 'Nina Simone' },
  audio: {
    container: 'mp3',
    codec: 'mp3',
    sampleRate: 48_000,
    channels: 2,
    bitDepth: null,
    bitrate: 192_000,
  },
  durationS: 1,
  hasCover: true,
}

const ARRIVING = trackOf('t', {
  state: 'arriving',
  audio: null,
  pcm: null,
  title: 'by hand',
  edited: ['title'],
})

async function world(track: Track | null, decode: () => Promise<Outcome<PcmFacts>>) {
  const rows = new MemoryRows()
  const blobs = new MemoryBlobs()
  await blobs.put([{ key: originalKey('t', 0), bytes: new Uint8Array([1]) }])
  if (track) await rows.write(['tracks'], (at) => at.tracks.put(track))
  const row = () => rows.read(['tracks'], (at) => at.tracks.get('t'))
  const importer = { describe: async () => done(DESCRIBED), decode }
  const context = taskContext(rows, newJob('j', { kind: 'prepare', trackId: 't' }, 0))
  const run = async () => {
    const outcome = await prepareTask({ importer, blobs, clock: { now: () => 0 } }).run(context)
    if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
    return outcome
  }
  return { run, row, blobs }
}

describe('preparing a track', () => {
  it('shows what the tags say before the sound is there, and keeps what was written by hand', async () => {
    const seen: (Track | null)[] = []
    const { run, row } = await world(ARRIVING, async () => {
      seen.push(await row())
      return done(PCM)
    })
    await run()
    expect(seen[0]).toMatchObject({
      title: 'by hand',
      artist: 'Nina Simone',
      state: 'arriving',
      hasCover: true,
    })
    expect(await row()).toMatchObject({ state: 'ready', pcm: PCM, durationS: 1, fault: null })
  })

  it('frees the bytes of a file that will never be a song', async () => {
    const { run, blobs } = await world(ARRIVING, async () => failed(fault('file-cut')))
    expect(await run()).toMatchObject({ ok: false, fault: { code: 'file-cut' } })
    expect(await blobs.keys('track/t/')).toEqual([])
  })

  it.each(['storage-full', 'engine-crashed', 'cancelled'] as const)(
    'keeps the file after %s',
    async (code) => {
      const { run, blobs } = await world(ARRIVING, async () => failed(fault(code)))
      expect(await run()).toMatchObject({ ok: false, fault: { code } })
      expect(await blobs.keys(originalPrefix('t'))).toHaveLength(1)
    },
  )

  it('whose stems play already is whole only once its own file has been decoded', async () => {
    const byStems = trackOf('t', { state: 'ready', audio: null, pcm: PCM })
    let dies = true
    const { run, row } = await world(byStems, async () => {
      if (!dies) return done({ ...PCM, peak: 0.5 })
      dies = false
      return failed(fault('engine-crashed'))
    })
    expect(await run()).toMatchObject({ ok: false, fault: { code: 'engine-crashed' } })
    expect(await run()).toMatchObject({ ok: true })
    expect(await row()).toMatchObject({ pcm: { peak: 0.5 }, audio: DESCRIBED.audio, hasCover: true })
  })

  it('of a track that is ready does nothing, of one that is gone says so', async () => {
    const never = () => Promise.reject(new Error('decoded again'))
    const ready = await world(trackOf('t', { audio: DESCRIBED.audio }), never)
    expect(await ready.run()).toMatchObject({ ok: true })
    const gone = await world(null, never)
    expect(await gone.run()).toMatchObject({ ok: false, fault: { code: 'track-gone' } })
  })
})

describe('text of a track', () => {
  it('comes from the tags, else from the name', () => {
    expect(textOf('03 - A - B.mp3', {})).toMatchObject({ title: 'B', artist: 'A', trackNumber: 3 })
    expect(textOf('03 - A - B.mp3', { title: 'b' })).toMatchObject({ title: 'b', artist: 'A' })
    expect(textOf('A - B.mp3', { title: 'C' })).toMatchObject({ title: 'C', artist: '' })
    expect(textOf('A - B.mp3', { title: 'C', artist: 'D', year: 1999 })).toMatchObject({
      artist: 'D',
      year: 1999,
    })
  })
})
