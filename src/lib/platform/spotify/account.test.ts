import { beforeEach, describe, expect, test } from 'vitest'
import { FakeSpotifyAccount } from '#tests/support/outside/spotify-account.ts'
import { SpotifyAccount, type Secrets } from './account.ts'
import { SpotifyLibrary } from './library.ts'
import { LIKED_LINK, listLink } from './own-links.ts'

const REDIRECT = 'http://127.0.0.1:4173/callback'
let fake: FakeSpotifyAccount
let kept: Map<string, unknown>
let now = 0
let account: SpotifyAccount
let library: SpotifyLibrary

beforeEach(() => {
  fake = new FakeSpotifyAccount()
  kept = new Map()
  now = 1_000_000
  const secrets: Secrets = {
    get: async (key) => structuredClone(kept.get(key) ?? null),
    put: async (key, value) => void kept.set(key, structuredClone(value)),
    remove: async (keys) => keys.forEach((key) => kept.delete(key)),
  }
  let last: Promise<unknown> = Promise.resolve()
  const alone = <R>(work: () => Promise<R>) => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const spotify = {
    accounts: 'https://accounts.test',
    api: 'https://api.test',
    fetch: (async (url: string, init: RequestInit) => {
      const authorization = new Headers(init.headers).get('authorization')
      return fake.answer(url, { body: String(init.body ?? ''), authorization })
    }) as typeof fetch,
  }
  account = new SpotifyAccount({ secrets, alone, now: () => now, spotify })
  library = new SpotifyLibrary(account, spotify)
})

async function connect() {
  const back = fake.allow(await account.begin('my-client', REDIRECT))
  return account.finish(new URL(back).searchParams)
}

describe('connecting', () => {
  test('asks by S256, with a state, and no more than reading lists', async () => {
    const query = new URL(await account.begin('my-client', REDIRECT)).searchParams
    expect(query.get('code_challenge_method')).toBe('S256')
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(query.get('state')?.length).toBeGreaterThan(20)
    expect(query.get('scope')).not.toMatch(/modify|streaming|email/)
  })

  test('gives a token, and keeps none of it readable', async () => {
    expect((await connect()).ok).toBe(true)
    expect(await account.token()).toEqual({ ok: true, value: fake.access })
    const text = JSON.stringify([...kept], (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    )
    expect(text).not.toContain('canary')
    const key = kept.get('spotify-key')
    expect(key instanceof CryptoKey && key.extractable).toBe(false)
  })

  test('refuses a return that nobody sent out, one with another state, and the same one twice', async () => {
    expect(await account.finish(new URLSearchParams('code=x&state=y'))).toMatchObject({ ok: false })
    const back = new URL(fake.allow(await account.begin('my-client', REDIRECT))).searchParams
    back.set('state', 'forged')
    expect(await account.finish(back)).toMatchObject({ ok: false, fault: { code: 'spotify-refused' } })
    expect(fake.asked).toEqual([])
    const good = new URL(fake.allow(await account.begin('my-client', REDIRECT))).searchParams
    expect((await account.finish(good)).ok).toBe(true)
    expect((await account.finish(good)).ok).toBe(false)
  })

  test('refuses a return after a quarter of an hour, and what the person has declined', async () => {
    const back = new URL(fake.allow(await account.begin('my-client', REDIRECT))).searchParams
    now += 16 * 60_000
    expect((await account.finish(back)).ok).toBe(false)
    const state = new URL(await account.begin('my-client', REDIRECT)).searchParams.get('state') ?? ''
    const declined = await account.finish(new URLSearchParams({ error: 'access_denied', state }))
    expect(declined).toMatchObject({ ok: false, fault: { detail: 'access_denied' } })
  })
})

describe('a token', () => {
  test('is renewed 100 s before it ends, and only then', async () => {
    await connect()
    now += 3_400_000
    await account.token()
    expect(fake.renewals).toBe(0)
    now += 200_000
    expect(await account.token()).toEqual({ ok: true, value: fake.access })
    expect(fake.renewals).toBe(1)
  })

  test('is renewed once, however many ask at the same time', async () => {
    await connect()
    now += 3_600_000
    const all = await Promise.all(Array.from({ length: 20 }, () => account.token()))
    expect(new Set(all.map((one) => one.ok && one.value))).toEqual(new Set([fake.access]))
    expect(fake.renewals).toBe(1)
  })

  test('that was revoked ends the connection', async () => {
    await connect()
    fake.refresh = 'another'
    now += 3_600_000
    expect(await account.token()).toMatchObject({ ok: false, fault: { code: 'spotify-disconnected' } })
    expect(await account.isConnected()).toBe(false)
  })

  test('is gone with everything else once disconnected', async () => {
    await connect()
    await account.disconnect()
    expect([...kept.keys()]).toEqual([])
    expect((await account.token()).ok).toBe(false)
  })
})

describe('own lists', () => {
  test('are told, with the songs that the person likes first', async () => {
    await connect()
    expect(await library.lists()).toEqual({
      ok: true,
      value: [
        { id: 'liked', name: 'Liked songs', count: null },
        { id: 'ownlist', name: 'My boats', count: 60 },
      ],
    })
  })

  test('are read to their end, and what is no song is counted', async () => {
    await connect()
    const answer = await library.meta(listLink('ownlist'))
    expect(
      answer.ok && [answer.value.items.length, answer.value.skipped, answer.value.collection?.title],
    ).toEqual([60, 1, 'My boats'])
    expect((await library.meta(LIKED_LINK)).ok).toBe(true)
  })

  test('are read though the token has been refused, by one renewal', async () => {
    await connect()
    fake.access = 'revoked early'
    expect((await library.me()).ok).toBe(true)
    expect(fake.renewals).toBe(1)
  })
})
