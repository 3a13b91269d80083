import { describe, expect, it } from 'vitest'
import { sampleAnalysis, sampleDetail, sampleFacts } from '#tests/support/sample-analysis.ts'
import { analysisCsv, analysisJson, type AnalysisFile } from './analysis-export.ts'
import { noEdit } from './analysis.ts'

const file = (title = 'Paper, "Lanterns"'): AnalysisFile => ({
  track: { title, artist: 'Demo Ensemble', album: '', durationS: 20, sha256: null },
  results: { mix: sampleAnalysis('t', 20), stems: null },
  details: { mix: sampleDetail(20), stems: null },
  edit: { ...noEdit('t'), factor: 2 },
  facts: sampleFacts('t', { bpm: 236.6, bpmFrom: 'person' }),
})

describe('an analysis as a file', () => {
  it('is JSON with the measured, the corrected and every list and curve', () => {
    const whole = JSON.parse(analysisJson(file())) as Record<string, Record<string, unknown>>
    expect(whole['counts']).toMatchObject({ bpm: 236.6, key: { key: 'F#m', camelot: '11A', openKey: '4m' } })
    expect(whole['corrections']).toMatchObject({ factor: 2 })
    expect(whole['mix']).toMatchObject({ tempo: 118.3, key: 'F# minor', curves: { loudness: { hopS: 0.1 } } })
    const { momentary } = (whole['mix']?.['curves'] as { loudness: { momentary: (number | null)[] } })
      .loudness
    expect(momentary[0]).toBeNull()
    expect(momentary[50]).toBeTypeOf('number')
    expect(whole['stems']).toBeNull()
  })

  it('is CSV with one number a line', () => {
    const lines = analysisCsv(file()).trim().split('\r\n')
    expect(lines[0]).toBe('group,name,index,time,value')
    expect(lines).toContain('track,title,,,"Paper, ""Lanterns"""')
    expect(lines).toContain('mix,tempo.bpm,,,118.3')
    expect(lines).toContain('mix,mfcc.mean,1,,121.4')
    expect(lines.filter((line) => line.startsWith('mix,beat,'))).toHaveLength(sampleDetail(20).beats.length)
    expect(lines.some((line) => line.startsWith('mix,correctedBeat,'))).toBe(true)
  })

  it('gives no table program anything to run', () => {
    expect(analysisCsv(file('=cmd()'))).toContain("track,title,,,'=cmd()")
    expect(analysisCsv(file())).toContain('mix,loudness.integratedLufs,,,-13.8')
  })
})
