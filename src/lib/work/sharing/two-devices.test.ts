import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { analysisId, noEdit } from '#lib/core/domain/analysis.ts'
import { detailKey, modelChunkKey, modelPrefix, originalKey, stemKey } from '#lib/core/domain/keys.ts'
import { UNITY } from '#lib/core/domain/mix.ts'
import { stemPieces } from '#lib/core/sharing/stem-pieces.ts'
import { CARDS } from '#models/cards.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { sampleAnalysis } from '#tests/support/sample-analysis.ts'
import { MemoryMeeting } from '#tests/support/sharing/memory-meeting.ts'
import { ShareDevice, shareOf } from '#tests/support/sharing/share-device.ts'
import { VirtualClock } from '#tests/support/virtual-clock.ts'

const ORIGINAL = new Uint8Array(700_000).map((_, i) => i * 7)
const FRAMES = 44_100 * 3
const SONG = trackOf('t', {
  pcm: { frames: FRAMES, mean: 0, std: 0.1, peak: 0.5 },
  file: { name: 't.wav', bytes: ORIGINAL.length, sha256: 'ab'.repeat(32), mime: 'audio/wav' },
})

/** Two devices of which one has a song and nothing more. */
async function devices() {
  const place = new MemoryMeeting()
  const clock = new VirtualClock()
  const [sender, receiver] = [new ShareDevice(place, clock), new ShareDevice(place, clock)]
  await sender.blobs.put([{ key: originalKey('t', 0), bytes: ORIGINAL }])
  await sender.rows.write(['tracks'], ({ tracks }) => tracks.put(SONG))
  return { place, clock, sender, receiver }
}

async function found(device: ShareDevice) {
  const { look, leave } = await device.look()
  await expect.poll(() => look.found ?? look.fault).not.toBeNull()
  leave()
  return look
}

test('nobody is told that the sender is waited for once everything is here', async () => {
  const { sender, receiver } = await devices()
  await sender.giveAway(shareOf())
  const outcome = await receiver.fetch(await receiver.take(await found(receiver)))
  expect(outcome).toMatchObject({ ok: true })
  const late = receiver.ticks.filter((tick) => tick.fraction === 1)
  expect(late.length).toBeGreaterThan(0)
  expect(late.map((tick) => tick.phase)).not.toContain('meeting')
})

test('whoever was met while looking is gone on with, not met once more', async () => {
  const { place, sender, receiver } = await devices()
  await sender.giveAway(shareOf())
  const { look, handOver } = await receiver.look()
  await expect.poll(() => look.found).not.toBeNull()
  handOver()
  const joins = place.joins
  expect(await receiver.fetch(await receiver.take(look))).toMatchObject({ ok: true })
  expect(place.joins).toBe(joins)
  expect(await receiver.rows.read(['receipts'], ({ receipts }) => receipts.all())).toMatchObject([
    { state: 'whole' },
  ])
})

test('everything of a song comes to another device: its file, stems, analysis, corrections and mix', async () => {
  const { sender, receiver } = await devices()
  const separation = separationOf('s', 't', {
    ...{ stems: ['vocals', 'bass'], frames: FRAMES, segments: 1, finished: [0] },
    ...{ modelHash: 'ab'.repeat(32), state: 'complete' },
  })
  const pieces = stemPieces(separation.frames, separation.finished)
  for (const stem of separation.stems)
    for (const piece of pieces) {
      const sound = new Float32Array(piece.frames * 2).map((_, i) => Math.sin(i / (stem === 'bass' ? 90 : 9)))
      await sender.blobs.put([{ key: stemKey('s', stem, piece.id), bytes: new Uint8Array(sound.buffer) }])
    }
  await sender.blobs.put([{ key: detailKey('t', 'mix', 0), bytes: new Uint8Array(5000).fill(4) }])
  const lanes = { vocals: { ...UNITY, muted: true }, bass: { ...UNITY, gain: 0.5, pan: -0.25 } }
  const mix = { trackId: 't', lanes, master: 0.8, loop: { start: 10, end: 20 } }
  const edit = { ...noEdit('t'), bpm: 120, beatsPerBar: 3, changedAt: 5 }
  await sender.rows.write(['separations', 'analyses', 'analysisEdits', 'mixes'], async (tables) => {
    await tables.separations.put(separation)
    await tables.analyses.put(sampleAnalysis('t', 10))
    await tables.analysisEdits.put(edit)
    await tables.mixes.put(mix)
  })
  await sender.giveAway(shareOf({ separationId: 's', stems: separation.stems }))
  const { trackId, separationId, ...receipt } = await receiver.take(await found(receiver))
  expect(await receiver.fetch({ ...receipt, trackId, separationId })).toMatchObject({ ok: true })

  const id = trackId ?? ''
  expect(await receiver.blobs.get(originalKey(id, 0))).toEqual(ORIGINAL)
  expect(await receiver.blobs.get(detailKey(id, 'mix', 0))).toEqual(new Uint8Array(5000).fill(4))
  for (const stem of separation.stems)
    for (const piece of pieces) {
      const [here, there] = await Promise.all([
        receiver.blobs.get(stemKey(separationId ?? '', stem, piece.id)),
        sender.blobs.get(stemKey('s', stem, piece.id)),
      ])
      expect(Buffer.compare(here ?? Buffer.of(), there ?? Buffer.of())).toBe(0)
    }
  const { rows } = receiver
  const had = await rows.read(
    ['tracks', 'separations', 'analyses', 'analysisEdits', 'mixes'],
    async (tables) => ({
      track: await tables.tracks.get(id),
      separation: await tables.separations.get(separationId ?? ''),
      analysis: await tables.analyses.get(analysisId(id, 'mix')),
      edit: await tables.analysisEdits.get(id),
      mix: await tables.mixes.get(id),
    }),
  )
  expect(had.track).toMatchObject({ title: SONG.title, pcm: SONG.pcm, file: SONG.file })
  expect(had.separation).toMatchObject({ finished: [0], state: 'complete', stems: separation.stems })
  expect(had.analysis).toEqual({ ...sampleAnalysis('t', 10), id: analysisId(id, 'mix'), trackId: id })
  expect(had.edit).toEqual({ ...edit, trackId: id })
  expect(had.mix).toEqual({ ...mix, trackId: id })
})

test('a model comes to another device and is ready there; one whose bytes are not the known ones is refused', async () => {
  const [card] = CARDS
  if (!card) throw new Error('there are cards')
  const bytes = new Uint8Array(600_000).map((_, i) => i * 3)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const part = { url: 'models/x', bytes: bytes.length, sha256 }
  const files = [{ name: 'x.onnx', bytes: bytes.length, sha256, parts: [part] }]
  const known = { ...card, graphs: [{ name: 'x', files, weights: [] }] }
  const [place, clock] = [new MemoryMeeting(), new VirtualClock()]
  const [sender, receiver, other] = [known, known, card].map((one) => new ShareDevice(place, clock, [one]))
  if (!sender || !receiver || !other) throw new Error('three devices')
  await sender.blobs.put([{ key: modelChunkKey(sha256, 0), bytes }])
  await sender.giveAway(shareOf({ trackId: null, modelId: card.id, original: false }))
  expect(await receiver.fetch(await receiver.take(await found(receiver)))).toMatchObject({ ok: true })
  const row = await receiver.rows.read(['models'], ({ models }) => models.get(card.id))
  expect(row).toMatchObject({ state: 'ready', parts: [sha256], bytes: bytes.length })
  expect(await receiver.blobs.get(modelChunkKey(sha256, 0))).toEqual(bytes)

  const refused = await other.fetch(await other.take(await found(other)))
  expect(refused).toMatchObject({ ok: false, fault: { code: 'share-unfit' } })
  expect(await other.blobs.keys(modelPrefix(sha256))).toEqual([])
})

test('a share that ran out gives nothing more away, neither to who looks nor to who has begun', async () => {
  const { sender, receiver, clock, place } = await devices()
  await sender.giveAway(shareOf({ expiresAt: clock.now() + 60_000 }))
  const look = await found(receiver)
  expect(look.found?.offer.until).toBe(clock.now() + 60_000)
  const receipt = await receiver.take(look)
  await clock.pass(61_000)
  expect(await receiver.fetch(receipt)).toMatchObject({ ok: false, fault: { code: 'share-expired' } })
  expect((await found(new ShareDevice(place, clock))).fault).toMatchObject({ code: 'share-expired' })
})

test('a share for one person is used up by one, who may still go on after both sides began anew', async () => {
  const { sender, receiver, clock, place } = await devices()
  const stop = await sender.giveAway(shareOf({ mostUses: 1 }))
  const receipt = await receiver.take(await found(receiver))
  expect(await receiver.fetch(receipt)).toMatchObject({ ok: true })
  stop()
  sender.host()
  expect((await found(new ShareDevice(place, clock))).fault).toMatchObject({ code: 'share-used-up' })
  await receiver.blobs.removeAll('track/')
  expect(await receiver.fetch(receipt)).toMatchObject({ ok: true })
  const share = await sender.rows.read(['shares'], ({ shares }) => shares.get('share'))
  expect(share?.takers).toHaveLength(1)
})

test('a share that was stopped says so, and still does after the sender began anew', async () => {
  const { sender, receiver, clock, place } = await devices()
  const stop = await sender.giveAway(shareOf())
  const receipt = await receiver.take(await found(receiver))
  await sender.rows.write(['shares'], ({ shares }) =>
    shares.change('share', (row) => ({ ...row, state: 'stopped' })),
  )
  expect(await receiver.fetch(receipt)).toMatchObject({ ok: false, fault: { code: 'share-stopped' } })
  stop()
  sender.host()
  expect((await found(new ShareDevice(place, clock))).fault).toMatchObject({ code: 'share-stopped' })
})
