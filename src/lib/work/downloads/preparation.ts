import type { PrepareProgress } from '#lib/platform/net/prepare-sound.ts'
import type { TaskContext } from '../registry.ts'
import { TransferClock } from '../tasks/transfer-clock.ts'

/** Share of a job's bar that goes to making the sound ready, where a source has to: by far the longer part. */
export const PREPARED_SHARE = 0.7
/** Of that, what is left for converting once all has been fetched. */
const CONVERTING = 0.15

/** Ticks of the job from what the source says of its work. */
export function preparationTicker(
  context: Pick<TaskContext, 'tick'>,
  now: () => number,
): (progress: PrepareProgress) => void {
  const clock = new TransferClock(now)
  return ({ phase, fraction, bytes, totalBytes }) => {
    if (phase === 'waiting') return context.tick({ phase, fraction: 0, leftS: null })
    const share = PREPARED_SHARE * (1 - CONVERTING)
    if (phase === 'converting') {
      return context.tick({
        phase,
        fraction: share + PREPARED_SHARE * CONVERTING * (fraction ?? 0),
        leftS: null,
      })
    }
    const part = { phase, fraction: share * (fraction ?? 0) } as const
    if (bytes === null || totalBytes === null) return context.tick({ ...part, leftS: null })
    const leftS = clock.left(bytes, totalBytes)
    context.tick({ ...part, leftS, bytes: { done: bytes, total: totalBytes } })
  }
}
