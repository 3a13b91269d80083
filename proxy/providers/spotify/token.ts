import * as v from 'valibot'
import { refuse } from '../../errors/refusal.ts'
import type { Outside, Service } from '../../outbound/outside.ts'

/** Spotify's tokens live 3600 s; 100 s are left for requests on their way (`features.md` MD-03). */
const LIFE_MS = 3_500_000

const Token = v.object({ access_token: v.pipe(v.string(), v.minLength(8)) })

const ACCOUNTS: Service = {
  id: 'spotify-accounts',
  hosts: ['accounts.spotify.com'],
  refusal: (status) =>
    status === 400 || status === 401
      ? refuse('auth', 'Spotify does not accept the credentials of this proxy', { service: 'spotify' })
      : null,
}

export interface TokenSource {
  /** The token to use now; one request for all who ask at once. */
  token(): Promise<string>
  /** Says that `stale` was refused: the next call fetches another, unless one has come meanwhile. */
  drop(stale: string): void
}

export interface TokenDeps {
  outside: Outside
  now(): number
  id: string
  secret: string
  /** Told of each new token before it is used, so that no log shows it. */
  hide(token: string): void
  /** Who asks meanwhile waits for the same answer. */
  joins: boolean
}

export function createTokenSource(deps: TokenDeps): TokenSource {
  let held: { token: string; until: number } | null = null
  let asking: Promise<string> | null = null

  const ask = async () => {
    try {
      const { access_token: token } = await deps.outside.json(ACCOUNTS, question(deps), Token)
      deps.hide(token)
      held = { token, until: deps.now() + LIFE_MS }
      return token
    } finally {
      asking = null
    }
  }
  return {
    async token() {
      if (held && held.until > deps.now()) return held.token
      if (!deps.joins) return ask()
      asking ??= ask()
      return asking
    },
    drop(stale) {
      if (held?.token === stale) held = null
    },
  }
}

function question({ id, secret }: TokenDeps) {
  return {
    url: 'https://accounts.spotify.com/api/token',
    method: 'POST' as const,
    headers: {
      authorization: `Basic ${btoa(`${id}:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  }
}
