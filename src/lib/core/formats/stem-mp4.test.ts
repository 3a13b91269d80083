import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny'
import { parseBuffer } from 'music-metadata'
import { beforeAll, describe, expect, it } from 'vitest'
import { readerOf } from '../files/read-at.ts'
import { stemMp4 } from './stem-mp4.ts'

const STEMS = [
  { name: 'Drums', color: '#ffb347' },
  { name: 'Bass', color: '#a98bff' },
  { name: 'Other', color: '#4fd1c5' },
  { name: 'Gesang "日本"', color: '#ff6f91' },
]
/** A silent frame of stereo AAC, told apart by a last byte of its own, which a decoder does not reach. */
const frame = (track: number, index: number) =>
  Uint8Array.from([0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c, track, index])

async function fiveTracks(
  fastStart: false | 'in-memory',
  isTagged: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart }), target })
  const sources = Array.from({ length: 5 }, () => new EncodedAudioPacketSource('aac'))
  for (const source of sources) output.addAudioTrack(source)
  if (isTagged) output.setMetadataTags({ title: 'Lied', artist: 'Wer' })
  await output.start()
  const decoderConfig = {
    codec: 'mp4a.40.2',
    numberOfChannels: 2,
    sampleRate: 44_100,
    description: Uint8Array.from([0x12, 0x10]),
  }
  for (let i = 0; i < 100; i++) {
    const at = (i * 1024) / 44_100
    for (const [track, source] of sources.entries()) {
      await source.add(new EncodedPacket(frame(track, i), 'key', at, 1024 / 44_100), { decoderConfig })
    }
  }
  await output.finalize()
  return new Uint8Array(target.buffer ?? new ArrayBuffer())
}

async function made(from: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of stemMp4(readerOf(from), from.length, STEMS)) parts.push(part)
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

/** As Mixxx walks to the atom: box by box, down the path `moov`, `udta`, `stem`. */
function stemAtom(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let [at, end] = [0, bytes.length]
  for (const wanted of ['moov', 'udta', 'stem']) {
    let found = false
    while (at + 8 <= end && !found) {
      const size = view.getUint32(at)
      found = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1') === wanted
      if (found) [at, end] = [at + 8, at + size]
      else at += size
    }
    if (!found) return null
  }
  return JSON.parse(Buffer.from(bytes.subarray(at, end)).toString('utf8'))
}

describe.each([
  ['behind the sound, tagged', false, true],
  ['before the sound, untagged', 'in-memory', false],
] as const)('a stem file made of an MP4 whose description lies %s', (_, fastStart, isTagged) => {
  let bytes = new Uint8Array()
  beforeAll(async () => {
    bytes = await made(await fiveTracks(fastStart, isTagged))
  })

  it('says its stems where players look for them', () => {
    expect(stemAtom(bytes)).toMatchObject({
      version: 1,
      stems: STEMS,
      mastering_dsp: { compressor: { enabled: false }, limiter: { enabled: false } },
    })
  })

  it('still has every packet of every track where its tables say, read by mediabunny', async () => {
    const input = new Input({ source: new BufferSource(bytes.buffer), formats: ALL_FORMATS })
    const tracks = await input.getAudioTracks()
    expect(tracks).toHaveLength(5)
    for (const [track, one] of tracks.entries()) {
      let index = 0
      for await (const packet of new EncodedPacketSink(one).packets()) {
        expect(packet.data).toEqual(frame(track, index++))
      }
      expect(index).toBe(100)
    }
  })

  it('is read by music-metadata', async () => {
    const { format, common } = await parseBuffer(bytes, 'audio/mp4')
    expect(format.codec).toContain('AAC')
    expect(format.duration).toBeCloseTo((100 * 1024) / 44_100, 1)
    if (isTagged) expect(common).toMatchObject({ title: 'Lied', artist: 'Wer' })
  })

  it('is five streams to ffprobe, of which the first alone is played unasked', ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sfa-stem-'))
    const path = join(folder, 'x.stem.mp4')
    writeFileSync(path, bytes)
    try {
      const said = ffprobe(path)
      if (said === null) return skip('ffprobe is not installed')
      expect(said.streams.map((stream) => [stream.codec_name, stream.disposition.default])).toEqual([
        ['aac', 1],
        ...Array.from({ length: 4 }, () => ['aac', 0]),
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

interface Probed {
  streams: { codec_name: string; disposition: { default: number } }[]
}

function ffprobe(path: string): Probed | null {
  try {
    const text = execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', path], {
      encoding: 'utf8',
    })
    return JSON.parse(text) as Probed
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
