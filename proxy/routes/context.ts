import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { clientAddress, clientKey } from '../guards/client.ts'
import type { Slots } from '../guards/concurrency.ts'
import type { Cache } from '../outbound/cache.ts'
import type { Outside } from '../outbound/outside.ts'
import type { Catalogues } from '../providers/registry.ts'
import type { Sources } from '../sources/registry.ts'

/** Everything that the routes share. */
export interface House {
  deps: Deps
  outside: Outside
  catalogues: Catalogues
  sources: Sources
  cache: Cache
  streams: Slots
}

export function clientOf(c: Context, { config, addressOf }: Deps): string {
  const request = c.req.raw
  return clientKey(clientAddress(addressOf(request, c.env), request.headers, config.trustHeader))
}
