import * as v from 'valibot'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { askForTokens, SPOTIFY, type Grant, type SpotifyDoors } from './endpoints.ts'
import { newChallenge } from './pkce.ts'
import { newSealKey, seal, unseal } from './seal.ts'

/** Where secrets are kept; one after another, never two at a time. */
export interface Secrets {
  get(key: string): Promise<unknown>
  put(key: string, value: unknown): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

export interface AccountDoors {
  secrets: Secrets
  /** Runs alone over all tabs: a token that is renewed twice at once is lost. */
  alone<R>(work: () => Promise<R>): Promise<R>
  now(): number
  spotify?: SpotifyDoors
}

/** Spotify's tokens live 3,600 s; these are held for good a little less. */
const LIFE_S = 3_500
/** Somebody who was sent to Spotify comes back within this. */
const ERRAND_MS = 15 * 60_000
export const SCOPES = 'playlist-read-private playlist-read-collaborative user-library-read'

const KEY = 'spotify-key'
const ERRAND = 'spotify-errand'
const ACCOUNT = 'spotify-account'

const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)
const errand = v.object({
  verifier: v.string(),
  state: v.string(),
  clientId: v.string(),
  redirect: v.string(),
  at: v.number(),
})
const account = v.object({
  clientId: v.string(),
  sealed: v.object({ iv: bytes, bytes }),
  expiresAt: v.number(),
})
const tokens = v.object({ access: v.string(), refresh: v.string() })
type Tokens = v.InferOutput<typeof tokens>

/** A person's own Spotify account, by their own client ID and without any secret (PKCE). */
export class SpotifyAccount {
  readonly #doors: AccountDoors
  readonly #spotify: SpotifyDoors

  constructor(doors: AccountDoors) {
    this.#doors = doors
    this.#spotify = doors.spotify ?? SPOTIFY
  }

  /** The page to send the person to; they come back to `redirect`. */
  async begin(clientId: string, redirect: string): Promise<string> {
    const { verifier, challenge, state } = await newChallenge()
    await this.#doors.secrets.put(ERRAND, { verifier, state, clientId, redirect, at: this.#doors.now() })
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirect,
      scope: SCOPES,
      state,
      code_challenge_method: 'S256',
      code_challenge: challenge,
    })
    return `${this.#spotify.accounts}/authorize?${query.toString()}`
  }

  /** Takes what the person came back with. An errand is good for one return. */
  async finish(query: URLSearchParams): Promise<Outcome<void>> {
    const sent = v.safeParse(errand, await this.#doors.secrets.get(ERRAND))
    await this.#doors.secrets.remove([ERRAND])
    const code = query.get('code')
    if (!sent.success || query.get('state') !== sent.output.state) return refused('state does not fit')
    if (this.#doors.now() - sent.output.at > ERRAND_MS) return refused('came back too late')
    if (!code) return refused(query.get('error') ?? 'no code')
    const { clientId, redirect, verifier } = sent.output
    const asked = {
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirect },
      ...{ client_id: clientId, code_verifier: verifier },
    }
    const given = await askForTokens(this.#spotify, asked)
    if (!given.ok) return given
    if (!given.value.refresh_token) return refused('no refresh token')
    await this.#keep(clientId, given.value, given.value.refresh_token)
    return done(undefined)
  }

  async isConnected(): Promise<boolean> {
    return v.is(account, await this.#doors.secrets.get(ACCOUNT))
  }

  /** Nothing of it is left in this browser. */
  disconnect(): Promise<void> {
    return this.#doors.alone(() => this.#doors.secrets.remove([ACCOUNT, ERRAND, KEY]))
  }

  /** A token that is good now; `worn` is one that was just refused. `spotify-disconnected` where there is none any more. */
  token(worn?: string): Promise<Outcome<string>> {
    return this.#doors.alone(async () => {
      const row = v.safeParse(account, await this.#doors.secrets.get(ACCOUNT))
      const held = row.success ? await this.#open(row.output.sealed) : null
      if (!row.success || !held) return failed(fault('spotify-disconnected'))
      if (row.output.expiresAt > this.#doors.now() && held.access !== worn) return done(held.access)
      return this.#renew(row.output.clientId, held)
    })
  }

  async #renew(clientId: string, held: Tokens): Promise<Outcome<string>> {
    const fields = { grant_type: 'refresh_token', refresh_token: held.refresh, client_id: clientId }
    const given = await askForTokens(this.#spotify, fields)
    if (given.ok) {
      // The old one is dead from here on, where a new one came.
      await this.#keep(clientId, given.value, given.value.refresh_token ?? held.refresh)
      return done(given.value.access_token)
    }
    if (given.fault.code !== 'spotify-refused') return given
    await this.#doors.secrets.remove([ACCOUNT])
    return failed(fault('spotify-disconnected', given.fault.detail ? { detail: given.fault.detail } : {}))
  }

  async #keep(clientId: string, { access_token, expires_in }: Grant, refresh: string): Promise<void> {
    const sealed = await seal(await this.#key(), JSON.stringify({ access: access_token, refresh }))
    const expiresAt = this.#doors.now() + Math.min(LIFE_S, expires_in) * 1000
    await this.#doors.secrets.put(ACCOUNT, { clientId, sealed, expiresAt })
  }

  async #open(sealed: Parameters<typeof unseal>[1]): Promise<Tokens | null> {
    const text = await unseal(await this.#key(), sealed)
    const parsed = text === null ? null : v.safeParse(tokens, JSON.parse(text))
    return parsed?.success ? parsed.output : null
  }

  async #key(): Promise<CryptoKey> {
    const there = await this.#doors.secrets.get(KEY)
    if (there instanceof CryptoKey) return there
    const key = await newSealKey()
    await this.#doors.secrets.put(KEY, key)
    return key
  }
}

const refused = (detail: string): Outcome<never> => failed(fault('spotify-refused', { detail }))
