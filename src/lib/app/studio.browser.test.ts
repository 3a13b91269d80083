import { afterEach, describe, expect, it } from 'vitest'
import type { LaneName } from '#lib/core/domain/mix.ts'
import { WebPlayer } from '#lib/platform/audio/web-player.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { startWorker } from '#lib/platform/engines/start-worker.ts'
import type { Destination, FileWish } from '#lib/platform/files/save-file.ts'
import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { sampleSeparation, sampleTrack } from '#tests/support/sample-rows.ts'
import { noiseTone, sourcesOf, sumTone, writeLane } from '#tests/support/synthetic-stems.ts'
import { wavStream, zipEntries } from '#workers/audio/export.ts'
import { makeZip } from 'client-zip'
import { Desk } from './studio.svelte.ts'

const FRAMES = 700_000
const STEMS: LaneName[] = ['vocals', 'drums', 'bass', 'other']
const blobs = new DexieBlobs()
const open: Desk[] = []
afterEach(() => open.splice(0).forEach((desk) => desk.stop()))

const until = async (held: () => boolean, ms = 8000) => {
  const end = performance.now() + ms
  while (!held() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(held()).toBe(true)
}

/** A desk over real bytes and a real player; rows in memory. */
async function desk(id: string) {
  const rows = new MemoryRows(new MemoryDisk())
  const moved: number[] = []
  const saved: { wish: FileWish; bytes: Uint8Array }[] = []
  const destination = async (wish: FileWish): Promise<Destination> => ({
    async take(stream) {
      saved.push({ wish, bytes: new Uint8Array(await new Response(stream as BodyInit).arrayBuffer()) })
      return { ok: true, value: undefined }
    },
  })
  const made = new Desk({
    rows,
    blobs,
    player: new WebPlayer(startWorker),
    exporter: {
      wav: async (...wish) => wavStream(blobs, ...wish),
      zip: async (...wish) => makeZip(zipEntries(blobs, ...wish)),
    },
    tail: () => '',
    destination,
    moveTo: (frame) => moved.push(frame),
    look: () => undefined,
    onLeaving: () => () => undefined,
  })
  open.push(made)
  const song = sourcesOf(FRAMES, 'mix').map((source) => ({ ...source, trackId: id }))
  const stems = sourcesOf(FRAMES, ...STEMS).map((source) => ({
    ...source,
    trackId: id,
    separationId: `${id}-s`,
  }))
  for (const source of song) await writeLane(blobs, source, noiseTone(9, 0.05))
  for (const [seed, source] of stems.entries()) await writeLane(blobs, source, noiseTone(seed))
  await rows.write(['tracks'], ({ tracks }) => tracks.put(sampleTrack(id, FRAMES)))
  const separate = (finished: number[] | 'all') =>
    rows.write(['separations'], ({ separations }) =>
      separations.put(sampleSeparation(`${id}-s`, id, FRAMES, finished)),
    )
  return { desk: made, rows, separate, moved, saved }
}

describe('the studio', () => {
  it('says that a track is gone', async () => {
    const { desk: made } = await desk('studio-gone')
    expect(await made.open('nowhere')).toMatchObject({ ok: false, fault: { code: 'track-gone' } })
  })

  it('plays the song until there are stems, then the stems at the same place', async () => {
    const { desk: made, separate } = await desk('studio-arrive')
    await made.open('studio-arrive')
    expect(made.lanes.map((lane) => lane.lane)).toEqual(['mix'])
    made.seek(100_000)
    await made.play()
    await until(() => made.frame > 102_000 && (made.lanes[0]?.level ?? 0) > 0)
    await separate([0, 1])
    await until(() => made.lanes.length === 4)
    await until(() => made.lanes.every((lane) => lane.level > 0))
    expect(made.playing).toBe(true)
    expect(made.frame).toBeGreaterThan(102_000)
    expect(made.frame).toBeLessThan(300_000)
  })

  it('plays the song to its end while nothing is separated yet, whatever the rows say meanwhile', async () => {
    const { desk: made, rows, separate } = await desk('studio-song')
    await separate([])
    await made.open('studio-song')
    made.seek(FRAMES - 60_000)
    await made.play()
    await until(() => made.frame > FRAMES - 50_000)
    await rows.write(['separations'], ({ separations }) =>
      separations.change('studio-song-s', (row) => ({ ...row, engine: null })),
    )
    await until(() => !made.playing)
    expect([made.frame, made.waiting, made.lanes.length]).toEqual([FRAMES, false, 1])
    await made.play()
    await until(() => made.frame > 1000 && made.frame < 100_000)
    expect(made.waiting).toBe(false)
  })

  it('waits at an unfinished place, asks for it, and goes on when it is there', async () => {
    const { desk: made, separate, moved } = await desk('studio-wait')
    await separate([0])
    await made.open('studio-wait')
    made.seek(500_000)
    expect(moved).toEqual([500_000])
    await made.play()
    await until(() => made.waiting)
    expect(made.frame).toBe(500_000)
    await separate([0, 1, 2])
    await until(() => made.frame > 503_000)
    expect(made.waiting).toBe(false)
  })

  it('keeps how the mixer was left', async () => {
    const { desk: made, separate } = await desk('studio-keep')
    await separate('all')
    await made.open('studio-keep')
    made.setLane('drums', { muted: true, gain: 0.5 })
    made.setMaster(0.7)
    made.setLoop({ start: 90_000, end: 40_000 })
    expect(made.lanes.find((lane) => lane.lane === 'drums')?.audible).toBe(false)
    made.close()
    await made.open('studio-keep')
    expect(made.lanes.find((lane) => lane.lane === 'drums')?.settings).toMatchObject({
      muted: true,
      gain: 0.5,
    })
    expect([made.master, made.loop]).toEqual([0.7, { start: 40_000, end: 90_000 }])
  })

  it('draws what is on disk and leaves the rest unknown', async () => {
    const { desk: made, separate } = await desk('studio-peaks')
    await separate([0])
    await made.open('studio-peaks')
    const peaks = await made.peaks('vocals', { start: 0, end: FRAMES }, 70)
    const known = [...peaks].filter((_, i) => i % 2).map((value) => !Number.isNaN(value))
    // Segment 0 alone is final up to the seam with segment 1 at frame 257,985.
    expect(known.indexOf(false)).toBe(26)
    expect(known.lastIndexOf(true)).toBe(25)
  })

  it('exports stems that sum to the mix, and names them', async () => {
    const { desk: made, separate, saved } = await desk('studio-export')
    await separate('all')
    await made.open('studio-export')
    expect(await made.exportWav(STEMS, 'mix', 'wav32f', true)).toMatchObject({ ok: true })
    expect(saved[0]?.wish.name).toBe('Demo Ensemble - Paper Lanterns (mix).wav')
    const samples = new Float32Array(saved[0]?.bytes.slice(56).buffer ?? new ArrayBuffer(0))
    const sum = sumTone([0, 1, 2, 3])
    expect(samples.length).toBe(FRAMES * 2)
    expect(samples.findIndex((sample, i) => sample !== sum(i >> 1, i % 2 ? 1 : 0))).toBe(-1)
    expect(await made.exportZip('wav16')).toMatchObject({ ok: true })
    expect(saved[1]?.wish.name).toBe('Demo Ensemble - Paper Lanterns (stems).zip')
  })
})
