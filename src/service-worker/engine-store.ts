import { ExpirationPlugin } from 'workbox-expiration'
import { CacheFirst, type Strategy, type StrategyOptions } from 'workbox-strategies'
import { complete } from './complete.ts'
import { isOpinion, withEval } from './engines.ts'
import { told } from './told.ts'

/** One for the graphics card, ffmpeg and essentia.js, of this build and the one before. */
const MOST = 6

type Plugin = NonNullable<StrategyOptions['plugins']>[number]

/** A script needs the headers of the site, and one of them less strict ones. */
const asItMust: Plugin = {
  handlerWillRespond: async ({ request, response }) => {
    const { pathname } = new URL(request.url)
    return isOpinion(pathname) && response.ok
      ? withEval(complete(response, pathname, told.headers))
      : response
  },
}

/**
 * Answers with an engine from the cache, else from the network, kept for next time; on a full disk it still starts. Names carry
 * their content's hash, so those of earlier builds are the ones not asked for any more: they make way first.
 */
export function engineStore(): Strategy {
  return new CacheFirst({
    cacheName: 'engines',
    plugins: [new ExpirationPlugin({ maxEntries: MOST, purgeOnQuotaError: true }) as Plugin, asItMust],
  })
}
