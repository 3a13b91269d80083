import { ExpirationPlugin } from 'workbox-expiration'
import { CacheFirst, type Strategy, type StrategyOptions } from 'workbox-strategies'

/** One for the graphics card and ffmpeg, of this build and the one before. */
const MOST = 4

type Plugin = NonNullable<StrategyOptions['plugins']>[number]

/**
 * Answers with an engine from the cache, else from the network, kept for next time; on a full disk it still starts. Names carry
 * their content's hash, so those of earlier builds are the ones not asked for any more: they make way first.
 */
export function engineStore(): Strategy {
  return new CacheFirst({
    cacheName: 'engines',
    plugins: [new ExpirationPlugin({ maxEntries: MOST, purgeOnQuotaError: true }) as Plugin],
  })
}
