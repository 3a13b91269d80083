import { describe, expect, it } from 'vitest'
import { keyAgreement, tempoAgreement } from './agreement.ts'

describe('a second reading', () => {
  it('of the tempo is the same, another level of it, or another', () => {
    expect(tempoAgreement(120, 122)).toBe('same')
    expect(tempoAgreement(120, 60.4)).toBe('level')
    expect(tempoAgreement(86.7, 173.5)).toBe('level')
    expect(tempoAgreement(120, 90)).toBe('other')
    expect(tempoAgreement(null, 90)).toBe('unknown')
  })

  it('of the key is the same, near, or another', () => {
    const c = { tonic: 0, mode: 'major' } as const
    expect(keyAgreement(c, { ...c })).toBe('same')
    expect(keyAgreement(c, { tonic: 9, mode: 'minor' })).toBe('near')
    expect(keyAgreement(c, { tonic: 7, mode: 'major' })).toBe('near')
    expect(keyAgreement(c, { tonic: 0, mode: 'minor' })).toBe('near')
    expect(keyAgreement(c, { tonic: 6, mode: 'major' })).toBe('other')
    expect(keyAgreement(c, null)).toBe('unknown')
  })
})
