import { describe, expect, it } from 'vitest'
import { analyseSound } from '#tests/support/analyse-sound.ts'
import { musicalSound } from '#tests/support/musical-sound.ts'
import { randomOf } from '#tests/support/random.ts'

describe('a song with a plain beat and a plain key', () => {
  it('is told its tempo, beats, bars and key, and everything else', { timeout: 60_000 }, async () => {
    const { finding, detail } = await analyseSound(musicalSound(110, 20))
    expect(finding.tempo?.bpm).toBeCloseTo(110, 0)
    expect(finding.tempo?.beatsPerBar).toBe(4)
    expect(finding.key?.key).toEqual({ tonic: 0, mode: 'major' })
    expect(finding.key?.tuningHz).toBeCloseTo(440, 0)
    const period = 60 / 110
    const away = Array.from(
      detail.beats,
      (beat) => Math.abs(beat / period - Math.round(beat / period)) * period,
    )
    expect(Math.max(...away)).toBeLessThan(0.07)
    expect(detail.downbeats.length).toBeGreaterThan(7)
    expect(detail.chords.map(({ chord }) => chord)).toEqual(expect.arrayContaining(['C', 'F', 'G']))
    expect(detail.loops.some(({ bars, recommended }) => bars === 4 && recommended)).toBe(true)
    expect(finding.loudness?.integratedLufs).toBeLessThan(0)
  })

  it('follows the key when everything is moved', async () => {
    const { finding } = await analyseSound(musicalSound(110, 15, 3), 'quick')
    expect(finding.key?.key).toEqual({ tonic: 3, mode: 'major' })
    expect(finding.spectral).toBeNull()
    expect(finding.structure).toBeNull()
  })
})

describe('sound that has no answer', () => {
  const random = randomOf(3)
  const noise = (seconds: number) =>
    Float32Array.from({ length: 44_100 * seconds }, () => random() * 0.6 - 0.3)
  const cases: [string, Float32Array][] = [
    ['silence', new Float32Array(44_100 * 10)],
    ['one sample', Float32Array.of(0.5)],
    ['a hundred samples', new Float32Array(100).fill(0.1)],
    ['three seconds of noise', noise(3)],
    ['twelve seconds of noise', noise(12)],
    ['a constant', new Float32Array(44_100 * 5).fill(0.3)],
  ]

  it.each(cases)('%s gets unknown, never a number', async (_, sound) => {
    const { finding, detail } = await analyseSound(sound)
    expect(finding.tempo?.bpm).toBeNull()
    expect(finding.key?.key).toBeNull()
    expect(detail.beats).toHaveLength(0)
    const numbers = JSON.stringify(finding, (__, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
    )
    expect(numbers).not.toContain('not finite')
  })
})
