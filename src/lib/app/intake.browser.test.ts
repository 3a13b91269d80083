import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { originalKey, originalPrefix } from '#lib/core/domain/keys.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { browserLocks } from '#lib/platform/device/locks.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { writeSettings } from '#lib/work/settings-rows.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { chirp, wavFile } from '#tests/support/make-wav.ts'
import { FileIntake } from './intake.svelte.ts'

const blobs = new DexieBlobs()
const importer = new ImportEngine()

afterEach(() => blobs.removeAll('track/'))
afterAll(() => {
  importer.close()
  blobs.close()
})

function wav(name: string, seconds = 0.1, gain = 1): File {
  const sound = chirp(44_100, Math.round(44_100 * seconds)).map((x) => x * gain)
  return new File([wavFile([sound, sound], 44_100, 'int16')], name, { type: 'audio/wav' })
}

function world(free = 1e9) {
  const rows = new MemoryRows()
  const intake = new FileIntake({
    rows,
    blobs,
    importer,
    locks: browserLocks,
    room: { estimate: async () => ({ usage: 0, quota: free }) },
    now: () => 7,
    newId: () => crypto.randomUUID(),
    fetchDemo: async () => wav('Glass Harbour.wav'),
  })
  const tracks = () => rows.read(['tracks'], (at) => at.tracks.all())
  const jobs = () => rows.read(['jobs'], (at) => at.jobs.all())
  return { rows, intake, tracks, jobs }
}

describe('bringing files in', () => {
  it('makes a track with its jobs of each, its text at once, in one go', async () => {
    const { intake, tracks, jobs } = world()
    const { trackIds, known, refused } = await intake.files([wav('01 A - B.wav'), wav('C.wav', 0.2)])
    expect([known, refused]).toEqual([[], []])
    const rows = await tracks()
    expect(rows.map((row) => row.id).toSorted()).toEqual(trackIds.toSorted())
    const first = rows.find((row) => row.id === trackIds[0])
    expect(first).toMatchObject({ title: 'B', artist: 'A', trackNumber: 1, state: 'arriving', addedAt: 7 })
    expect(first?.audio).toMatchObject({ container: 'wav', sampleRate: 44_100 })
    const kinds = (await jobs()).filter((job) => job.trackId === trackIds[0]).map((job) => job.kind)
    expect(kinds).toEqual(expect.arrayContaining(['prepare', 'separate']))
    expect(intake.arriving).toEqual([])
  })

  it('separates by itself only where the settings say so', async () => {
    const { intake, rows, jobs } = world()
    await rows.write(['settings'], (at) => writeSettings(at, { autoSeparate: false }))
    await intake.files([wav('a.wav')])
    const kinds = (await jobs()).map((job) => job.kind)
    expect(kinds).toContain('prepare')
    expect(kinds).not.toContain('separate')
  })

  it('knows the same bytes again, under another name, in one batch and later', async () => {
    const { intake, tracks } = world()
    const first = await intake.files([wav('a.wav'), wav('b.wav'), wav('c.wav')])
    expect(first.trackIds).toHaveLength(1)
    const again = await intake.files([wav('d.wav')])
    expect(again).toEqual({ trackIds: first.trackIds, known: first.trackIds, refused: [] })
    expect(await tracks()).toHaveLength(1)
    expect((await blobs.keys('track/')).every((key) => key.startsWith(`track/${first.trackIds[0]}/`))).toBe(
      true,
    )
  })

  it('refuses each bad file with its reason, leaves nothing of it, and takes the rest', async () => {
    const { intake, tracks } = world()
    const drm = new TextEncoder().encode('\0\0\0\x14ftypM4P \0\0\0\0M4A \0\0\0\x08moov')
    const { trackIds, refused } = await intake.files([
      new File([], 'empty.mp3'),
      wav('good.wav'),
      new File(['%PDF-1.7 and so on'], 'paper.mp3'),
      new File([drm], 'bought.m4p'),
    ])
    expect(refused.map(({ name, fault }) => [name, fault.code])).toEqual([
      ['empty.mp3', 'file-empty'],
      ['paper.mp3', 'file-not-audio'],
      ['bought.m4p', 'file-protected'],
    ])
    expect((await tracks()).map((track) => track.id)).toEqual(trackIds)
    expect((await blobs.keys('track/')).every((key) => key.startsWith(`track/${trackIds[0]}/`))).toBe(true)
  })

  it('says how much room is needed where there is too little, for the file, its sound and its stems', async () => {
    const { intake, tracks } = world(17 * 1024 * 1024)
    const { refused } = await intake.files([wav('long.wav', 4)])
    expect(refused[0]?.fault).toMatchObject({ code: 'file-too-large', values: { need: 7, free: 1 } })
    expect(await tracks()).toEqual([])
    expect(await blobs.keys('track/')).toEqual([])
  })

  it('fills a track that failed, or whose bytes the browser took, when its file comes again', async () => {
    const { intake, rows, tracks } = world()
    const { trackIds } = await intake.files([wav('a.wav')])
    const id = trackIds[0] ?? ''
    await rows.write(['tracks'], (at) =>
      at.tracks.change(id, (row) => ({
        ...row,
        state: 'failed',
        fault: fault('storage-lost'),
        title: 'mine',
        edited: ['title'],
      })),
    )
    await blobs.removeAll(originalPrefix(id))
    expect(await intake.files([wav('a.wav')])).toEqual({ trackIds: [id], known: [id], refused: [] })
    expect((await tracks())[0]).toMatchObject({ id, state: 'arriving', fault: null, title: 'mine' })
    expect(await blobs.has(originalKey(id, 0))).toBe(true)
  })

  it('gives a listed song its file, keeps what the list said, and knows the bytes again', async () => {
    const { intake, rows, tracks, jobs } = world()
    const listed = trackOf('l', {
      sourceKey: 'list:1',
      state: 'listed',
      file: null,
      pcm: null,
      title: 'Said',
      artist: '',
    })
    await rows.write(['tracks'], (at) => at.tracks.put(listed))
    expect(await intake.attach('l', wav('Name - Other.wav'))).toEqual({ ok: true, value: 'l' })
    const [row] = await tracks()
    expect(row).toMatchObject({
      id: 'l',
      sourceKey: 'list:1',
      state: 'arriving',
      title: 'Said',
      durationS: 0.1,
    })
    expect((await jobs()).map((job) => job.kind)).toContain('prepare')
    expect(await intake.files([wav('again.wav')])).toEqual({ trackIds: ['l'], known: ['l'], refused: [] })
    expect(await intake.attach('l', wav('other.wav', 0.2))).toMatchObject({ fault: { code: 'has-audio' } })
  })

  it('leaves a listed song as it was when its file is refused or is another song', async () => {
    const { intake, rows, tracks } = world()
    const { trackIds } = await intake.files([wav('a.wav')])
    const listed = trackOf('l', { sourceKey: 'list:1', state: 'listed', file: null, pcm: null })
    await rows.write(['tracks'], (at) => at.tracks.put(listed))
    const paper = new File(['%PDF-1.7 and so on'], 'paper.mp3')
    expect(await intake.attach('l', paper)).toMatchObject({ fault: { code: 'file-not-audio' } })
    expect(await intake.attach('l', wav('b.wav'))).toEqual({ ok: true, value: trackIds[0] })
    expect((await tracks()).find((row) => row.id === 'l')).toEqual(listed)
    expect(await blobs.keys('track/l/')).toEqual([])
  })

  it('is the song of a list that it surely is, until a person says otherwise', async () => {
    const { intake, rows, tracks } = world()
    const row = { sourceKey: 'list:1', state: 'listed', file: null, pcm: null, durationS: 2 } as const
    const listed = trackOf('l', { ...row, title: 'One More Time', artist: 'Daft Punk', durationMs: 2000 })
    await rows.write(['tracks'], (at) => at.tracks.put(listed))
    const { trackIds } = await intake.files([wav('01 Daft Punk - One more time.wav', 2)])
    expect(await tracks()).toMatchObject([{ id: trackIds[0], title: 'One More Time', sourceKey: 'list:1' }])
    const [match] = intake.matches
    expect(match).toMatchObject({ isJoined: true, listed: { id: 'l' } })
    if (match) await intake.settle(match, false)
    expect((await tracks()).map((track) => [track.title, track.state]).toSorted()).toEqual([
      ['One More Time', 'listed'],
      ['One more time', 'arriving'],
    ])
    expect(intake.matches).toEqual([])
  })

  it('asks where a song of a list has no length to go by', async () => {
    const { intake, rows, tracks } = world()
    const row = { sourceKey: 'list:1', state: 'listed', file: null, pcm: null, durationS: null } as const
    await rows.write(['tracks'], (at) => at.tracks.put(trackOf('l', { ...row, title: 'Song', artist: 'X' })))
    await intake.files([wav('X - Song.wav', 2)])
    expect(await tracks()).toHaveLength(2)
    const [match] = intake.matches
    expect(match).toMatchObject({ isJoined: false, listed: { id: 'l' } })
    if (match) await intake.settle(match, true)
    expect(await tracks()).toMatchObject([{ sourceKey: 'list:1', file: { name: 'X - Song.wav' } }])
  })

  it('takes the demo song the same way', async () => {
    const { intake, tracks } = world()
    const outcome = await intake.demo()
    expect(outcome).toEqual({ ok: true, value: (await tracks())[0]?.id })
  })

  it('passes over what is no sound in a picked folder', async () => {
    const { intake } = world()
    const cover = new File(['x'], 'cover.jpg')
    Object.defineProperty(cover, 'webkitRelativePath', { value: 'album/cover.jpg' })
    expect(await intake.files([cover])).toEqual({ trackIds: [], known: [], refused: [] })
  })
})
