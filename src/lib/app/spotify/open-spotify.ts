import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { MetaAnswer } from '#lib/platform/net/proxy-client.ts'
import { SpotifyAccount, type Secrets } from '#lib/platform/spotify/account.ts'
import { LIKED_LINK, SpotifyLibrary } from '#lib/platform/spotify/library.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Ground } from '../ground.ts'
import { SpotifyView } from './spotify-view.svelte.ts'

const LOCK = 'sfa-spotify'

/** The person's own account: what the screen sees, and what reads their lists. */
export function openSpotify(ground: Ground) {
  const alone = <R>(work: () => Promise<R>): Promise<R> =>
    new Promise((resolve, reject) => {
      ground.locks.hold(LOCK, () => work().then(resolve, reject))
    })
  const account = new SpotifyAccount({ secrets: secretsIn(ground.rows), alone, now: ground.now })
  const library = new SpotifyLibrary(account)
  const { origin } = location
  return {
    view: new SpotifyView({ ...ground, account, library, origin, goTo: (url) => location.assign(url) }),
    /** What the account itself can read of a link; null where that is for the proxy. */
    async meta(link: string, signal?: AbortSignal): Promise<Outcome<MetaAnswer> | null> {
      if (link === LIKED_LINK) return library.meta(link, signal)
      const isList = link.startsWith('https://open.spotify.com/playlist/')
      if (!isList || !(await account.isConnected())) return null
      const own = await library.meta(link, signal)
      // Another person's list: the proxy may know more.
      return own.ok || own.fault.retry === 'soon' ? own : null
    },
  }
}

function secretsIn(rows: RowStore): Secrets {
  return {
    get: (key) => rows.read(['secrets'], async ({ secrets }) => (await secrets.get(key))?.value ?? null),
    put: (key, value) => rows.write(['secrets'], ({ secrets }) => secrets.put({ key, value })),
    remove: (keys) =>
      rows.write(['secrets'], async ({ secrets }) => {
        for (const key of keys) await secrets.remove(key)
      }),
  }
}
