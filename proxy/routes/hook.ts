import type { HookAnswer } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import { forHook } from '../guards/headers.ts'
import { readAll } from '../guards/size.ts'
import type { Hosts } from '../guards/url.ts'
import { guardedFetch } from '../outbound/guarded-fetch.ts'
import type { House } from './context.ts'
import { ask, HookBody } from './questions.ts'

/** `features.md` API-07. */
const PATIENCE = { firstByteMs: 10_000, idleMs: 10_000, totalMs: 10_000 }
const MAX_BODY = 300_000

/** `POST /hook`: one delivery to a receiver; nothing of what it says but the status comes back. */
export async function answerHook(house: House, request: Request): Promise<HookAnswer> {
  const { config, transport, ownerTransport, log } = house.deps
  if (config.hookHosts === null) throw refuse('not_configured', 'HOOK_HOSTS is not set', { service: 'hook' })
  // A form of a foreign page can send text, but not this type without asking first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw refuse('bad_request', 'a hook comes as JSON')
  const { url, body, headers } = ask(HookBody, await jsonOf(request))
  const { hosts, isOwn } = receiver(url, config.hookHosts)
  const sent = forHook(headers)
  if (!sent.has('user-agent')) sent.set('user-agent', `SoundForgeAlchemy/${config.version}`)
  const { response, body: said } = await guardedFetch(isOwn ? ownerTransport : transport, {
    service: 'hook',
    url,
    hosts,
    method: 'POST',
    headers: sent,
    body,
    patience: PATIENCE,
    signal: request.signal,
    follow: false,
  })
  await said?.cancel()
  log('info', 'hook delivered', { status: response.status })
  return { ok: true, status: response.status }
}

async function jsonOf(request: Request): Promise<unknown> {
  const bytes = await readAll(request.body, MAX_BODY, 'hook')
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw refuse('bad_request', 'a hook comes as JSON', { cause })
  }
}

/** An entry with a scheme (`http://localhost:9000`) is one origin that the owner vouches for. */
function receiver(url: string, allowed: readonly string[] | 'public'): { hosts: Hosts; isOwn: boolean } {
  if (allowed === 'public') return { hosts: 'public', isOwn: false }
  const origin = URL.canParse(url) ? new URL(url).origin : ''
  const own = allowed.find((host) => host.includes('://') && host === origin)
  return own ? { hosts: { only: own }, isOwn: true } : { hosts: allowed, isOwn: false }
}
