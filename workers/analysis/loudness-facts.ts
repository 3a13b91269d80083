import type { LoudnessFacts } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail, PeakMark } from '#lib/core/domain/analysis-detail.ts'
import type { LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'

const BLOCK_S = 0.1
/** Peaks over this are marked (EBU R128 allows no more). */
const MARK_DBTP = -1
const MOST_MARKS = 100

const decibels = (gain: number) => (gain > 0 ? 20 * Math.log10(gain) : -Infinity)

export function loudnessFacts(reading: LoudnessReading): LoudnessFacts {
  const { momentary: _, shortTerm: __, peaks: ___, ...facts } = reading
  return facts
}

export function loudnessDetail(
  reading: LoudnessReading,
): Pick<AnalysisDetail, 'loudness' | 'truePeaks' | 'peakMarks'> {
  const { momentary, shortTerm, peaks } = reading
  return {
    loudness: { hopS: BLOCK_S, momentary, shortTerm },
    truePeaks: { hopS: BLOCK_S, values: peaks.map(decibels) },
    peakMarks: marksOf(peaks),
  }
}

function marksOf(peaks: Float32Array): PeakMark[] {
  const marks: PeakMark[] = []
  peaks.forEach((peak, i) => {
    const dbtp = decibels(peak)
    if (dbtp > MARK_DBTP) marks.push({ time: i * BLOCK_S, dbtp })
  })
  return marks
    .sort((a, b) => b.dbtp - a.dbtp)
    .slice(0, MOST_MARKS)
    .sort((a, b) => a.time - b.time)
}
