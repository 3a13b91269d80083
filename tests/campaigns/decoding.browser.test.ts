import { afterAll, describe, expect, it } from 'vitest'
import { pcmPrefix } from '#lib/core/domain/keys.ts'
import { channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { Resampler } from '#lib/core/dsp/resample.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'
import { encode, encodeOpus } from '#tests/support/make-coded.ts'
import { chirp, wavFile } from '#tests/support/make-wav.ts'

const store = new DexieBlobs()
const engine = new ImportEngine()

afterAll(() => {
  engine.close()
  store.close()
})

type Stereo = [Float32Array, Float32Array]

async function ours(file: File): Promise<Stereo> {
  const id = crypto.randomUUID()
  const kept = await engine.keep(id, file, () => undefined)
  if (!kept.ok) throw new Error(kept.fault.code)
  const decoded = await engine.decode(id, kept.value, () => undefined)
  if (!decoded.ok) throw new Error(`${decoded.fault.code} ${decoded.fault.detail}`)
  const pieces = await Promise.all((await store.keys(pcmPrefix(id))).map((key) => store.get(key)))
  const sides = pieces.map((bytes) => channelsOf((bytes ?? new Uint8Array()).buffer))
  const joined = (side: 0 | 1) => Float32Array.from(sides.flatMap((both) => [...both[side]]))
  await store.removeAll(`track/${id}/`)
  return [joined(0), joined(1)]
}

/**
 * The browser's own decoder at the file's rate, brought to 44.1 kHz by our converter, which is exact enough to
 * compare.
 */
async function theirs(file: File, rate: number): Promise<Stereo> {
  const context = new OfflineAudioContext(2, 1, rate)
  const buffer = await context.decodeAudioData(await file.arrayBuffer())
  const left = buffer.getChannelData(0)
  const right = buffer.numberOfChannels > 1 ? buffer.getChannelData(1) : left
  if (rate === 44_100) return [left, right]
  const resampler = new Resampler(rate)
  const first = resampler.push(left, right)
  const rest = resampler.flush()
  return [
    Float32Array.from([...first.left, ...rest.left]),
    Float32Array.from([...first.right, ...rest.right]),
  ]
}

/** Difference against signal in dB over what both have, the last `left` frames left out. */
function differenceDb([a]: Stereo, [b]: Stereo, left = 0): number {
  let power = 0
  let error = 0
  for (let i = 0; i < Math.min(a.length, b.length) - left; i++) {
    power += (b[i] ?? 0) ** 2
    error += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  }
  return 10 * Math.log10(error / power)
}

const FRAMES = 100_000
const stereo = (rate: number): Stereo => [chirp(rate, FRAMES), chirp(rate, FRAMES).map((x) => x * 0.5)]

describe('decoding lines up with the browser', () => {
  it.each([
    ['MP3', 44_100, 'mp3', ['-b:a', '192k']],
    ['MP3 of variable rate', 44_100, 'mp3', ['-q:a', '2']],
    ['MP3 without a Xing frame', 44_100, 'mp3', ['-write_xing', '0']],
    ['MP3 at 22.05 kHz', 22_050, 'mp3', []],
    ['MP3 at 48 kHz', 48_000, 'mp3', []],
    ['mono MP3', 44_100, 'mp3', ['-ac', '1']],
    ['M4A', 44_100, 'm4a', []],
    ['M4A at 48 kHz', 48_000, 'm4a', []],
    ['AAC in ADTS', 44_100, 'aac', []],
    ['Ogg Vorbis', 44_100, 'ogg', ['-c:a', 'libvorbis']],
    ['FLAC', 44_100, 'flac', []],
    ['WebM with Vorbis', 48_000, 'webm', ['-c:a', 'libvorbis']],
    ['WAV of mu-law', 44_100, 'wav', ['-c:a', 'pcm_mulaw']],
  ])('%s', async (_, rate, extension, args) => {
    const file = await encode(stereo(rate), rate, extension, args)
    const [a, b] = [await ours(file), await theirs(file, rate)]
    // An edit list counts milliseconds: some browsers end at the last whole one, where we go on to the noted frame.
    const slack = extension === 'm4a' ? 50 : 4
    expect(Math.abs(a[0].length - b[0].length)).toBeLessThanOrEqual(slack)
    // A converter rings where a sound is cut off.
    expect(differenceDb(a, b, extension === 'm4a' ? 100 : 0)).toBeLessThan(-80)
  })

  it.each(['ogg', 'webm'] as const)('Opus in %s', async (container) => {
    const file = await encodeOpus(stereo(48_000), container)
    const [a, b] = [await ours(file), await theirs(file, 48_000)]
    expect(Math.abs(a[0].length - b[0].length)).toBeLessThanOrEqual(4)
    expect(differenceDb(a, b)).toBeLessThan(-80)
  })
})

describe('decoding gives back the source', () => {
  it.each([
    ['MP3', 'mp3', ['-b:a', '320k'], -15],
    ['M4A', 'm4a', ['-b:a', '320k'], -15],
    ['Apple Lossless', 'm4a', ['-c:a', 'alac'], -90],
    ['AIFF', 'aiff', [], -90],
    ['CAF', 'caf', [], -90],
    ['FLAC', 'flac', [], -90],
    ['WavPack', 'wv', [], -90],
    ['WAV of ADPCM', 'wav', ['-c:a', 'adpcm_ima_wav'], -15],
  ])('%s, in place', async (_, extension, args, limit) => {
    const source = stereo(44_100)
    const made = await ours(await encode(source, 44_100, extension, args))
    expect(differenceDb(made, source)).toBeLessThan(limit)
    expect(Math.abs(made[0].length - FRAMES)).toBeLessThan(limit === -90 ? 1 : 2048)
  })
})

describe('odd but whole files', () => {
  it('a FLAC file whose last frame is a few bytes', async () => {
    const silence = new Float32Array(FRAMES + 5)
    const made = await ours(await encode([silence, silence], 44_100, 'flac'))
    expect(made[0]).toEqual(silence)
  })

  // Their containers do not say how much silence the encoder put before the sound.
  it.each(['wma', 'ac3', 'mp2'])('a %s file becomes a song', async (extension) => {
    const [left] = await ours(await encode(stereo(44_100), 44_100, extension, ['-b:a', '192k']))
    expect(Math.abs(left.length - FRAMES)).toBeLessThan(4096)
    expect(Math.max(...left)).toBeGreaterThan(0.3)
  })

  it.each([
    ['one frame', 44_100, 1, 1, 'int16'],
    ['384 kHz', 384_000, 1, 38_400, 'int24'],
    ['float64', 44_100, 2, 1000, 'float64'],
    ['5.1', 48_000, 6, 4800, 'int16'],
  ] as const)('%s', async (_, rate, count, frames, sample) => {
    const channels = Array.from({ length: count }, () => chirp(rate, frames))
    const file = new File([wavFile(channels, rate, sample)], 'odd.wav')
    expect((await ours(file))[0]).toHaveLength(Math.round((frames * 44_100) / rate))
  })

  it('a WAV called MP3, and half of an MP3', async () => {
    const [left, right] = stereo(44_100)
    const wav = new File([wavFile([left, right], 44_100, 'float32')], 'a.mp3')
    expect((await ours(wav))[0]).toEqual(left)
    const mp3 = await encode([left, right], 44_100, 'mp3')
    const half = await ours(new File([mp3.slice(0, mp3.size / 2)], 'half.mp3'))
    expect(half[0].length).toBeGreaterThan(FRAMES * 0.4)
    expect(half[0].length).toBeLessThan(FRAMES * 0.6)
  })
})
