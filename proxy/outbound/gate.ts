import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import { refuse, Refusal } from '../errors/refusal.ts'
import { createBucket, type Bucket } from '../guards/bucket.ts'

/** After so many failures in a row a service is left alone for so long (`features.md` ER-05: 5 and 30 s). */
const THRESHOLD = 5
const RECOVERY_MS = 30_000
/** Waits after refusals that name no time: doubled each time, in seconds. */
const FIRST_BACKOFF_S = 15
const LAST_BACKOFF_S = 480
/** A caller is not kept waiting for its turn longer than this. */
const MAX_TURN_MS = 8000

/** `burst` calls at once, `perSecond` in the long run. */
export interface Pace {
  burst: number
  perSecond: number
}

export interface GateDeps {
  now(): number
  sleep(ms: number): Promise<void>
}

/** What stands before each service: its pace, the time it asked us to stay away, and a breaker. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>
  /** Seconds until it will be asked again; null when it may be asked now. */
  closedFor(): number | null
}

export function createGate(service: string, pace: Pace | null, { now, sleep }: GateDeps): Gate {
  const breaker = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: RECOVERY_MS,
    breaker: new ConsecutiveBreaker(THRESHOLD),
  })
  const bucket = pace && createBucket(pace.burst, pace.perSecond, now())
  let closedUntil = 0
  let backoffS = FIRST_BACKOFF_S
  let openedAt = 0
  breaker.onBreak(() => (openedAt = now()))

  const closedFor = () => {
    const until = Math.max(closedUntil, breaker.state === CircuitState.Open ? openedAt + RECOVERY_MS : 0)
    return until > now() ? Math.ceil((until - now()) / 1000) : null
  }
  const remember = (error: unknown) => {
    if (!(error instanceof Refusal) || error.data.code !== 'rate_limited') return error
    const seconds = error.data.retryAfter ?? backoffS
    if (error.data.retryAfter === null) backoffS = Math.min(LAST_BACKOFF_S, backoffS * 2)
    closedUntil = Math.max(closedUntil, now() + seconds * 1000)
    return refuse('rate_limited', error.data.message, { service, retryAfter: seconds, cause: error })
  }

  return {
    closedFor,
    async run(work) {
      const stayAway = closedUntil > now() ? Math.ceil((closedUntil - now()) / 1000) : null
      if (stayAway !== null)
        throw refuse('rate_limited', 'the service asked to be left alone', { service, retryAfter: stayAway })
      if (bucket) await turn(bucket, service, { now, sleep })
      try {
        const value = await breaker.execute(work)
        backoffS = FIRST_BACKOFF_S
        return value
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          throw refuse('circuit_open', 'the service failed again and again', {
            service,
            retryAfter: closedFor() ?? 1,
          })
        throw remember(error)
      }
    },
  }
}

async function turn(bucket: Bucket, service: string, { now, sleep }: GateDeps): Promise<void> {
  const limit = now() + MAX_TURN_MS
  for (let waitMs = bucket.take(now()); waitMs > 0; waitMs = bucket.take(now())) {
    if (now() + waitMs > limit)
      throw refuse('rate_limited', 'too many wait for this service', {
        service,
        retryAfter: Math.ceil(waitMs / 1000),
      })
    await sleep(waitMs)
  }
}

/** Only what says that the service is ill; a refusal or a missing thing is an answer. */
function isFailure(error: unknown): boolean {
  return !(error instanceof Refusal) || ['upstream', 'timeout'].includes(error.data.code)
}
