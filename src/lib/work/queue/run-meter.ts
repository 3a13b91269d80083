import type { Job, JobPhase } from '#lib/core/domain/job.ts'

/** A longer gap than this between two looks was sleep, or a clock set ahead: no work. */
const LONGEST_LOOK_MS = 120_000

/** What one run of a job takes: time in each phase, and bytes. */
export class RunMeter {
  #phaseMs: Job['phaseMs']
  #in: number | null
  #out: number | null
  #at: number

  /** Goes on where the job's earlier runs have left off. */
  constructor(job: Job, now: number) {
    this.#phaseMs = job.phaseMs
    this.#in = job.bytesIn
    this.#out = job.bytesOut
    this.#at = now
  }

  /** Up to now the run was in `phase`. */
  enter(now: number, phase: JobPhase): void {
    const took = now - this.#at
    this.#at = now
    if (took <= 0 || took > LONGEST_LOOK_MS) return
    this.#phaseMs = { ...this.#phaseMs, [phase]: (this.#phaseMs[phase] ?? 0) + took }
  }

  weigh(bytes: { in?: number; out?: number }): void {
    this.#in = bytes.in ?? this.#in
    this.#out = bytes.out ?? this.#out
  }

  /** The job with all of it up to now. */
  into(job: Job, now: number, phase: JobPhase): Job {
    this.enter(now, phase)
    return { ...job, phaseMs: this.#phaseMs, bytesIn: this.#in, bytesOut: this.#out }
  }
}
