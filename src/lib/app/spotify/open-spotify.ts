import { appPart } from '#lib/core/domain/app-part.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { MetaAnswer } from '#lib/platform/net/proxy-client.ts'
import type { Secrets } from '#lib/platform/spotify/account.ts'
import { LIKED_LINK } from '#lib/platform/spotify/own-links.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Ground } from '../ground.ts'
import { SpotifyView, type OwnSpotify } from './spotify-view.svelte.ts'

const LOCK = 'sfa-spotify'

/** The person's own account: what the screen sees, and what reads their lists. */
export function openSpotify(ground: Ground) {
  const alone = <R>(work: () => Promise<R>): Promise<R> =>
    new Promise((resolve, reject) => {
      ground.locks.hold(LOCK, () => work().then(resolve, reject))
    })
  const open = async (): Promise<OwnSpotify> => {
    const [{ SpotifyAccount }, { SpotifyLibrary }] = await appPart(() =>
      Promise.all([import('#lib/platform/spotify/account.ts'), import('#lib/platform/spotify/library.ts')]),
    )
    const account = new SpotifyAccount({ secrets: secretsIn(ground.rows), alone, now: ground.now })
    return { account, library: new SpotifyLibrary(account) }
  }
  let opened: Promise<OwnSpotify> | null = null
  /** Fetched when the account is first wanted. */
  const own = () => {
    opened ??= open().catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const { origin } = location
  return {
    view: new SpotifyView({ ...ground, own, origin, goTo: (url) => location.assign(url) }),
    /** What the account itself can read of a link; null where that is for the proxy. */
    async meta(link: string, signal?: AbortSignal): Promise<Outcome<MetaAnswer> | null> {
      const isList = link.startsWith('https://open.spotify.com/playlist/')
      if (!isList && link !== LIKED_LINK) return null
      const { account, library } = await own()
      if (link === LIKED_LINK) return library.meta(link, signal)
      if (!(await account.isConnected())) return null
      const meta = await library.meta(link, signal)
      // Another person's list: the proxy may know more.
      return meta.ok || meta.fault.retry === 'soon' ? meta : null
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
