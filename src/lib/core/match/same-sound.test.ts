import { describe, expect, it } from 'vitest'
import { randomOf } from '#tests/support/random.ts'
import { fitOf, judgeFit } from './same-sound.ts'

/** Rows of triads with some noise, four rows a chord. */
function chords(seed: number, rows: number, noise = 0.1): Float32Array {
  const random = randomOf(seed)
  const out = Float32Array.from({ length: 12 * rows }, () => noise * random())
  for (let row = 0; row < rows; row += 4) {
    const root = Math.floor(random() * 12)
    for (const note of [root, root + 4, root + 7])
      for (let k = row; k < Math.min(rows, row + 4); k++) out[12 * k + (note % 12)] = 0.5 + random()
  }
  return out
}

const moved = (rows: Float32Array, shift: number) =>
  rows.map((_, i) => rows[12 * Math.floor(i / 12) + ((i - shift + 12) % 12)] ?? 0)

const song = chords(1, 900)
const excerpt = song.slice(12 * 300, 12 * 460)

describe('an excerpt beside a song', () => {
  it('fits where it was taken from, however loud it is and however it fades', () => {
    const faded = excerpt.map((value, i) => value * (0.01 + Math.sin((Math.PI * i) / excerpt.length)))
    const fit = fitOf(song, faded)
    expect(fit).toMatchObject({ at: 300, shift: 0 })
    expect(fit?.score).toBeGreaterThan(0.99)
    expect(judgeFit(fit)).toMatchObject({ verdict: 'agrees', shift: 0 })
    expect(judgeFit(fit).atS).toBeCloseTo(300 * 0.18576, 1)
  })

  it('fits nowhere into another song', () => {
    for (let seed = 2; seed < 12; seed++) {
      const fit = fitOf(chords(seed, 900), excerpt)
      expect(fit?.shifted).toBeLessThan(0.5)
      expect(judgeFit(fit).verdict).toBe('differs')
    }
  })

  it('that was moved up or down is the same music in another key', () => {
    for (const shift of [2, 6, 9]) {
      const fit = fitOf(moved(song, shift), excerpt)
      expect(fit?.shift).toBe(shift > 6 ? shift - 12 : shift)
      expect(judgeFit(fit)).toMatchObject({ verdict: 'another-key', atS: null })
    }
  })

  it('that is longer than the song is looked through instead', () => {
    const fit = fitOf(excerpt, moved(song, 3))
    expect(fit).toMatchObject({ shift: -3 })
    expect(fitOf(excerpt, song)).toMatchObject({ at: -300, shift: 0 })
  })

  it('is not judged where it is silent, even or short', () => {
    const drone = Float32Array.from({ length: 12 * 160 }, (_, i) => (i % 12 === 4 ? 1 : 0))
    for (const one of [new Float32Array(12 * 160), drone, excerpt.slice(0, 12 * 20), new Float32Array(0)]) {
      expect(fitOf(song, one)).toBeNull()
      expect(judgeFit(fitOf(song, one)).verdict).toBe('untold')
    }
    expect(fitOf(new Float32Array(12 * 900), excerpt)).toBeNull()
  })
})
