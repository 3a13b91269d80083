import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { parseBuffer } from 'music-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noEdit } from '#lib/core/domain/analysis.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import { UNITY } from '#lib/core/domain/mix.ts'
import { PLAIN } from '#lib/core/domain/recipe.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { gridOf } from '#lib/core/music/grid.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { hasFfmpeg } from '#tests/support/ffmpeg.ts'
import { sampleTrack } from '#tests/support/sample-rows.ts'
import { sourcesOf, writeLane, type Tone } from '#tests/support/synthetic-stems.ts'
import { BUNDLES } from '../bundles.ts'
import type { BundleOrder } from '../contract.ts'
import { Findings } from '../render.ts'

const FRAMES = 2 * SAMPLE_RATE + 777
const HZ = { drums: 440, bass: 110, other: 660, vocals: 880 } as const
type Stem = keyof typeof HZ
const STEMS = Object.keys(HZ) as Stem[]

/** A click at half a second, then a tone: so that places can be told to the sample. */
const tone =
  (stem: Stem): Tone =>
  (frame) =>
    frame < SAMPLE_RATE / 2
      ? 0
      : 0.15 * Math.sin((2 * Math.PI * HZ[stem] * (frame - SAMPLE_RATE / 2)) / SAMPLE_RATE)
const song: Tone = (frame, side) => STEMS.reduce((sum, stem) => sum + tone(stem)(frame, side), 0)

const blobs = new MemoryBlobs()
const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
const sources = sourcesOf(FRAMES, ...STEMS, 'mix')
beforeAll(async () => {
  for (const source of sources)
    await writeLane(blobs, source, source.lane === 'mix' ? song : tone(source.lane as Stem))
})
afterAll(() => rmSync(folder, { recursive: true }))

const edit = { ...noEdit('t'), bpm: 120, downbeatS: 0.5 }
const lanes = (lane: string) =>
  sources.filter((one) => one.lane === lane).map((one) => ({ ...one, settings: { ...UNITY } }))
const whole = { lanes: lanes('mix'), master: 1 }
const ORDER: Omit<BundleOrder, 'id' | 'bundle'> = {
  song: {
    track: { ...sampleTrack('t', FRAMES), title: 'Lied <1>', artist: 'Wer & Wo' },
    analysis: {
      track: { title: 'Lied', artist: 'Wer', album: '', durationS: 3, sha256: null },
      results: { mix: null, stems: null },
      details: { mix: null, stems: null },
      edit,
      facts: null,
    },
    grid: gridOf(null, edit, FRAMES / SAMPLE_RATE),
    ...{ shiftS: 0, durationS: FRAMES / SAMPLE_RATE, sampleRate: SAMPLE_RATE, files: [] },
  },
  sounds: [
    ...STEMS.map((stem) => ({ lanes: lanes(stem), master: 1, part: stem, stem })),
    { ...whole, part: '', stem: null },
  ],
  work: {
    song: whole,
    range: null,
    processing: { ...PLAIN, align: 'bar-pad' },
    rate: SAMPLE_RATE,
    bars: [0.5, 2.5],
  },
  tags: {
    ...{
      title: 'Lied <1>',
      artist: 'Wer & Wo',
      album: 'Al',
      albumArtist: '',
      genre: '',
      year: 2001,
      trackNumber: 3,
    },
    ...{ discNumber: null, bpm: 120, key: 'F#m', comment: '', stem: '', source: 'x.mp3', model: 'htdemucs' },
    ...{ replayGain: true, cover: null },
  },
}

async function made(bundle: BundleOrder['bundle']): Promise<Uint8Array<ArrayBuffer>> {
  const id = `b-${bundle}`
  const doors = { blobs, findings: new Findings(), now: () => performance.now() }
  const { bytes } = await BUNDLES[bundle](doors, { ...ORDER, id, bundle }, () => undefined)
  const keys = await blobs.keys(exportPrefix(id))
  const pieces = await Promise.all(keys.map((key) => blobs.get(key)))
  const file = new Uint8Array(await new Blob(pieces.filter((piece) => piece !== null)).arrayBuffer())
  expect(file.length).toBe(bytes)
  return file
}

/** Frame of the first sample that sounds. */
const firstSound = (samples: Float32Array) => samples.findIndex((value) => Math.abs(value) > 0.02)

// The first bar begins at half a second, so that a bar and a half of silence is put before: it comes to lie at bar 2.
const BEGIN = 2 * SAMPLE_RATE

describe('a DAWproject', () => {
  it('holds the stems aligned to the sample, beside the texts that name them', async () => {
    const files = unzipSync(await made('dawproject'))
    expect(Object.keys(files)).toEqual([
      'project.xml',
      'metadata.xml',
      ...STEMS.map((stem) => `audio/${stem}.wav`),
    ])
    const project = new TextDecoder().decode(files['project.xml'])
    const sum = new Float32Array(FRAMES + 1.5 * SAMPLE_RATE)
    for (const stem of STEMS) {
      expect(project).toContain(`<File path="audio/${stem}.wav"/>`)
      const wav = files[`audio/${stem}.wav`] ?? new Uint8Array()
      const { format } = await parseBuffer(wav, 'audio/wav')
      expect(format).toMatchObject({ sampleRate: 44_100, bitsPerSample: 24, numberOfChannels: 2 })
      expect(format.numberOfSamples).toBe(sum.length)
      const view = new DataView(wav.buffer, wav.byteOffset)
      for (let i = 0; i < sum.length; i++) {
        const at = 44 + i * 6
        sum[i] = (sum[i] ?? 0) + ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x800000
      }
    }
    // A sine begins at 0: it is heard a few samples later.
    expect(firstSound(sum) - BEGIN).toBeLessThan(8)
    expect(firstSound(sum)).toBeGreaterThanOrEqual(BEGIN)
    for (let i = BEGIN; i < sum.length; i += 97) {
      expect(Math.abs((sum[i] ?? 0) - song(i - 1.5 * SAMPLE_RATE, 0))).toBeLessThan(1e-6)
    }
    expect(project).toContain('<TimeSignaturePoint time="0" numerator="4" denominator="4"/>')
    expect(project.match(/<TimeSignaturePoint/g)).toHaveLength(1)
  })
})

describe('a stem file', () => {
  let path = ''
  let file = new Uint8Array()
  beforeAll(async () => {
    file = await made('stem-mp4')
    path = join(folder, 'x.stem.mp4')
    writeFileSync(path, file)
  }, 60_000)

  it('is tagged, and names four stems', async () => {
    const { common, format } = await parseBuffer(file, 'audio/mp4')
    expect(common).toMatchObject({ title: 'Lied <1>', artist: 'Wer & Wo', album: 'Al', year: 2001, bpm: 120 })
    expect(format.codec).toContain('AAC')
    const text = new TextDecoder('latin1').decode(file)
    const manifest = /\{"mastering_dsp.*?\]\}/.exec(text)?.[0] ?? ''
    const stems = (JSON.parse(manifest) as { stems: { name: string }[] }).stems
    expect(stems.map(({ name }) => name)).toEqual(['Drums', 'Bass', 'Other', 'Vocals'])
    expect(await blobs.keys(exportPrefix('b-stem-mp4/plain'))).toEqual([])
  })

  it('is five tracks to ffmpeg, each where it belongs to within a sample or two, each with its own sound', ({
    skip,
  }) => {
    if (!hasFfmpeg) return skip('ffmpeg is not installed')
    const expected = [null, 'drums', 'bass', 'other', 'vocals'] as const
    for (const [track, stem] of expected.entries()) {
      const args = [
        '-v',
        'error',
        '-i',
        path,
        '-map',
        `0:a:${track}`,
        '-f',
        'f32le',
        '-ac',
        '2',
        '-ar',
        '44100',
        '-',
      ]
      const { stdout } = spawnSync('ffmpeg', args, { maxBuffer: 64_000_000 })
      const samples = new Float32Array(
        stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength),
      )
      expect(Math.abs(samples.length / 2 - (FRAMES + 1.5 * SAMPLE_RATE))).toBeLessThan(1024)
      const wanted = stem === null ? song : tone(stem)
      let [signal, noise] = [0, 0]
      for (let i = BEGIN + 5000; i < BEGIN + 50_000; i++) {
        const value = wanted(i - 1.5 * SAMPLE_RATE, 0)
        signal += value ** 2
        noise += ((samples[2 * i] ?? 0) - value) ** 2
      }
      // A shift by one sample would leave no more than 15 to 30 dB of these tones.
      expect(10 * Math.log10(signal / noise), `track ${track}`).toBeGreaterThan(35)
    }
  })
})
