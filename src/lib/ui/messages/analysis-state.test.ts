import { describe, expect, it } from 'vitest'
import { sampleAnalysis } from '#tests/support/sample-analysis.ts'
import { numberGroups } from '../analysis/number-rows.ts'
import { analysisOffer } from './analysis-state.ts'

const mix = sampleAnalysis('t')
const old = { ...mix, analyzer: { ...mix.analyzer, version: 0 } }

describe('what else could be found out', () => {
  it('is offered one thing at a time, what matters most first', () => {
    const button = (...of: Parameters<typeof analysisOffer>) => analysisOffer(...of)?.button ?? null
    expect(button({ mix: null, stems: null }, true)).toBeNull()
    expect(button({ mix: old, stems: null }, true)).toBe('Analyse again')
    expect(button({ mix: { ...mix, mode: 'quick' }, stems: null }, true)).toBe('Analyse all of it')
    expect(button({ mix, stems: null }, true)).toBe('Analyse the stems')
    expect(button({ mix, stems: null }, false)).toBeNull()
    expect(button({ mix, stems: sampleAnalysis('t', 180, 'stems') }, true)).toBeNull()
  })
})

describe('every number', () => {
  it('is told with its unit, and what is unknown with a dash', () => {
    const groups = numberGroups({
      ...mix,
      tempo: mix.tempo && { ...mix.tempo, bpm: null, confidence: null },
    })
    const rows = groups.flatMap((group) => group.rows)
    const value = (name: string) => rows.find((row) => row.name === name)?.value
    expect(value('Integrated')).toBe('−13.8 LUFS')
    expect(value('Tempo')).toBe('–')
    expect(rows.some((row) => /NaN|null|undefined|Infinity/.test(row.value))).toBe(false)
  })

  it('names the notes of a voice', () => {
    const rows = numberGroups(sampleAnalysis('t', 180, 'stems')).flatMap((group) => group.rows)
    expect(rows.find((row) => row.name === 'Voice')?.value).toBe('E3 to B4, around C♯4')
  })
})
