import type { Job } from '#lib/core/domain/job.ts'
import { statisticsOf, totalsOf, workMs } from '#lib/core/jobs/statistics.ts'

/** One line of a report. */
export interface ReportRow {
  title: string
  artist: string
  album: string
  work: string
  state: string
  reason: string
  tries: number
  asked: string
  started: string
  ended: string
  seconds: number | ''
  bytes_in: number | ''
  bytes_out: number | ''
  job: string
}

export interface ReportWords {
  title(job: Job): string
  artist(job: Job): string
  album(job: Job): string
  work(job: Job): string
  reason(job: Job): string
}

const timeText = (at: number | null) => (at === null ? '' : new Date(at).toISOString())

export function reportRows(jobs: readonly Job[], words: ReportWords): ReportRow[] {
  return jobs.map((job) => {
    const ms = workMs(job)
    return {
      title: words.title(job),
      artist: words.artist(job),
      album: words.album(job),
      work: words.work(job),
      state: job.state,
      reason: job.state === 'failed' ? words.reason(job) : '',
      tries: job.claims,
      asked: timeText(job.createdAt),
      started: timeText(job.startedAt),
      ended: timeText(job.endedAt),
      seconds: ms === null ? '' : Math.round(ms / 100) / 10,
      bytes_in: job.bytesIn ?? '',
      bytes_out: job.bytesOut ?? '',
      job: job.id,
    }
  })
}

/** A table for spreadsheets. A cell that one of them would take for a formula is written as text. */
export async function reportCsv(rows: readonly ReportRow[]): Promise<string> {
  const { unparse } = (await import('papaparse')).default
  return `${unparse([...rows], { escapeFormulae: true, newline: '\r\n' })}\r\n`
}

/** The same for programs, with the sums. */
export function reportJson(
  name: string,
  jobs: readonly Job[],
  rows: readonly ReportRow[],
  now: number,
): string {
  const report = {
    name,
    written: timeText(now),
    totals: totalsOf(jobs),
    kinds: statisticsOf(jobs),
    jobs: rows,
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
