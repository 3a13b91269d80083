import { describe, expect, it } from 'vitest'
import { artOf } from './art.ts'

describe('drawn art', () => {
  it('is the same for the same song', () => {
    expect(artOf('Glass Harbour')).toEqual(artOf('Glass Harbour'))
  })

  it('differs between songs, uses two colours and stays inside its square', () => {
    const all = Array.from({ length: 200 }, (_, i) => artOf(`Song ${i}`))
    expect(new Set(all.map((art) => JSON.stringify(art))).size).toBe(200)
    expect(all.every((art) => art.colors[1] !== art.colors[2])).toBe(true)
    const places = all.flatMap((art) => (art.odd + art.even).match(/[\d.]+/g) ?? []).map(Number)
    expect(Math.min(...places)).toBeGreaterThanOrEqual(6)
    expect(Math.max(...places)).toBeLessThanOrEqual(30)
  })
})
