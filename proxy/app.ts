import { Hono, type Context } from 'hono'
import type { ErrorAnswer, IceAnswer } from './contract.ts'
import type { Deps } from './deps.ts'
import { errorOf, Refusal, refuse } from './errors/refusal.ts'
import { createSlots } from './guards/concurrency.ts'
import { SAFE_HEADERS } from './guards/headers.ts'
import { allowedOrigin, checkOrigin, corsHeaders, preflightHeaders, type Door } from './guards/origin.ts'
import { createRateLimit, type RateLimit } from './guards/rate.ts'
import { createCache } from './outbound/cache.ts'
import { createOutside } from './outbound/outside.ts'
import { createCatalogues } from './providers/registry.ts'
import { answerAudio } from './routes/audio.ts'
import { clientOf, type House } from './routes/context.ts'
import { answerCover } from './routes/cover.ts'
import { answerHealth } from './routes/health.ts'
import { answerHook } from './routes/hook.ts'
import { answerMeta } from './routes/meta.ts'
import { answerPrepare } from './routes/prepare.ts'
import { answerResolve } from './routes/resolve.ts'
import { answerSearch } from './routes/search.ts'
import { createSources } from './sources/registry.ts'

/** 32 million letters of answers at most: about 64 MB. */
const CACHE_CHARS = 32_000_000

function houseOf(deps: Deps): House {
  const { config, transport, ownerTransport, runner, secrets, now } = deps
  const userAgent = `SoundForgeAlchemy/${config.version} ( ${config.contact} )`
  const outside = createOutside({ transport, now, sleep: deps.sleep, random: deps.random, userAgent })
  return {
    deps,
    outside,
    catalogues: createCatalogues({ config, outside, secrets, now, joins: deps.runtime === 'node' }),
    sources: createSources({ config, outside, ownerTransport, runner, now }),
    cache: createCache(CACHE_CHARS, now, deps.runtime === 'node'),
    streams: createSlots(config.streams.perClient, config.streams.total),
  }
}

/** The whole proxy as a function from request to answer; the entries give it a place to run. */
export function createApp(deps: Deps): Hono {
  const house = houseOf(deps)
  const { config, secrets, log, now } = deps
  const door: Door = { origins: config.origins, hosts: deps.hosts }
  const limits = {
    metadata: createRateLimit(config.rate.metadata, now),
    audio: createRateLimit(config.rate.audio, now),
    hook: createRateLimit(config.rate.hook, now),
  }
  const app = new Hono()

  app.use(async (c, next) => {
    const origin = allowedOrigin(c.req.raw, door)
    try {
      checkOrigin(c.req.raw, door)
      if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204, headers: preflightHeaders() })
      else await next()
    } catch (error) {
      c.res = failure(error, deps)
    }
    for (const [name, value] of Object.entries(SAFE_HEADERS)) c.res.headers.set(name, value)
    for (const [name, value] of Object.entries(origin ? corsHeaders(origin) : {}))
      c.res.headers.set(name, value)
  })

  const limited = (limit: RateLimit, c: Context) => limit.check(clientOf(c, deps))
  /** JSON as text: an answer from the cache is not read and written again. */
  const json = (text: string) =>
    new Response(secrets.scrub(text), {
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  const asking = (answer: (house: House, query: unknown) => Promise<string>) => async (c: Context) => {
    limited(limits.metadata, c)
    return json(await answer(house, c.req.query()))
  }

  app.get('/health', async () => json(JSON.stringify(await answerHealth(house))))
  app.get('/meta', asking(answerMeta))
  app.get('/search', asking(answerSearch))
  app.get('/resolve', asking(answerResolve))
  app.get('/cover', async (c) => {
    limited(limits.metadata, c)
    return answerCover(house, c.req.query())
  })
  app.get('/audio', async (c) => {
    limited(limits.audio, c)
    return answerAudio(house, c.req.raw, clientOf(c, deps))
  })
  app.get('/prepare', (c) => {
    limited(limits.audio, c)
    return answerPrepare(house, c.req.raw, clientOf(c, deps))
  })
  app.get('/ice', (c) => {
    limited(limits.metadata, c)
    const answer: IceAnswer = { ok: true, iceServers: [...config.iceServers] }
    // Not scrubbed: the credential of a TURN server is meant for the browsers.
    return c.json(answer, 200, { 'Cache-Control': 'no-store' })
  })
  app.post('/hook', async (c) => {
    limited(limits.hook, c)
    return json(JSON.stringify(await answerHook(house, c.req.raw)))
  })
  app.notFound(() => failure(refuse('not_found', 'there is no such door'), deps))
  app.onError((error) => failure(error, deps))
  log('debug', 'ready', { runtime: deps.runtime })
  return app
}

function failure(error: unknown, { secrets, log }: Deps): Response {
  const data = errorOf(error)
  const answer: ErrorAnswer = { ok: false, error: data }
  const cause = error instanceof Refusal ? error.cause : error
  // For the owner who looks for a reason; the secrets are put out of it like out of every line.
  if (cause instanceof Error) log('debug', 'cause', { what: `${cause.name}: ${cause.message}` })
  const level = data.code === 'upstream' || data.code === 'timeout' ? 'warn' : 'info'
  log(level, 'refused', { code: data.code, service: data.service, retryAfter: data.retryAfter })
  const wait: Record<string, string> =
    data.retryAfter === null ? {} : { 'Retry-After': String(data.retryAfter) }
  return new Response(secrets.scrub(JSON.stringify(answer)), {
    status: data.status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...wait },
  })
}
