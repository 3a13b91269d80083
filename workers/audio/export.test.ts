import { describe, expect, it } from 'vitest'
import { UNITY, type LaneName, type LaneSettings } from '#lib/core/domain/mix.ts'
import { computedBlobs, noiseTone, sourcesOf } from '#tests/support/synthetic-stems.ts'
import { makeZip } from 'client-zip'
import type { LaneMix } from './contract.ts'
import { wavStream, zipEntries } from './export.ts'

const STEMS: LaneName[] = ['drums', 'bass', 'other', 'vocals']
const TONES = STEMS.map((_, lane) => noiseTone(lane))
const FRAMES = 400_000
const SOURCES = sourcesOf(FRAMES, ...STEMS)
const BLOBS = computedBlobs(SOURCES, TONES)

const mixOf = (...settings: Partial<LaneSettings>[]): LaneMix[] =>
  SOURCES.map((source, i) => ({ ...source, settings: { ...UNITY, ...settings[i] } }))

async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const FLOAT_HEADER = 56
const samplesOf = (bytes: Uint8Array<ArrayBuffer>) => new Float32Array(bytes.buffer.slice(FLOAT_HEADER))

describe('export', () => {
  it('writes as 32-bit float exactly the sum of the stored stems', async () => {
    const samples = samplesOf(await bytesOf(wavStream(BLOBS, mixOf(), 1, 'wav32f', null)))
    expect(samples.length).toBe(FRAMES * 2)
    const wrong = samples.filter(
      (sample, i) =>
        sample !== Math.fround(TONES.reduce((sum, tone) => sum + tone(i >> 1, i % 2 ? 1 : 0), 0)),
    )
    expect(wrong.length).toBe(0)
  })

  it('writes a stem as it is stored, and a part of it', async () => {
    const vocals = mixOf().slice(3)
    const samples = samplesOf(
      await bytesOf(wavStream(BLOBS, vocals, 1, 'wav32f', { start: 250_000, end: 251_000 })),
    )
    expect(samples.length).toBe(2000)
    expect([...samples.subarray(0, 4)]).toEqual([
      TONES[3]?.(250_000, 0),
      TONES[3]?.(250_000, 1),
      TONES[3]?.(250_001, 0),
      TONES[3]?.(250_001, 1),
    ])
  })

  it('writes a mix as it is heard: mute, solo, volume, balance and master', async () => {
    const lanes = mixOf({ solo: true, gain: 0.5, pan: 1 }, {}, { muted: true }, {})
    const samples = samplesOf(await bytesOf(wavStream(BLOBS, lanes, 0.5, 'wav32f', { start: 0, end: 10 })))
    expect([...samples.subarray(0, 2)]).toEqual([0, Math.fround((TONES[0]?.(0, 1) ?? 0) * 0.25)])
  })

  it('packs every stem into a ZIP', async () => {
    const files = mixOf().map((lane) => ({ name: `Song (${lane.lane}).wav`, lanes: [lane] }))
    const range = { start: 0, end: 1000 }
    const zip = await bytesOf(makeZip(zipEntries(BLOBS, files, 'wav16', range)) as never)
    const text = new TextDecoder('latin1').decode(zip)
    expect(files.every(({ name }) => text.includes(name))).toBe(true)
    expect(zip.byteLength).toBeGreaterThan(4 * (44 + 4000))
  })

  it('ends with the fault as data where a stem is lost', async () => {
    const lost = { ...BLOBS, get: async () => null }
    const reader = wavStream(lost, mixOf(), 1, 'wav16', null).getReader()
    await reader.read()
    await expect(reader.read()).rejects.toMatchObject({ code: 'storage-lost' })
  })
})
