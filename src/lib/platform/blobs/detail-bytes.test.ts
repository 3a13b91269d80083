import { expect, test } from 'vitest'
import { noDetail, type AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { bytesOfDetail, detailOf } from './detail-bytes.ts'

const sample: AnalysisDetail = {
  ...noDetail(),
  beats: Float32Array.of(0.5, 1, 1.5),
  downbeats: Float32Array.of(0.5),
  tempoCurve: { times: Float32Array.of(0.5, 1), bpm: Float32Array.of(120, 120.5) },
  loudness: { hopS: 0.1, momentary: Float32Array.of(NaN, -Infinity, -14), shortTerm: new Float32Array(3) },
  chords: [{ chord: 'F#m', start: 0, end: 2, confidence: 0.5 }],
  activity: { hopS: 0.5, stems: [{ stem: 'vocals', values: Float32Array.of(0, 1) }] },
}

test('a detail comes back from its bytes as it was, silence and gaps included', () => {
  expect(detailOf(bytesOfDetail(sample))).toEqual(sample)
})

test('bytes that were cut, or are something else, are no detail', () => {
  const bytes = bytesOfDetail(sample)
  expect(detailOf(bytes.subarray(0, bytes.length - 4))).toBeNull()
  expect(detailOf(bytes.subarray(0, 3))).toBeNull()
  expect(detailOf(new TextEncoder().encode('something else altogether'))).toBeNull()
})
