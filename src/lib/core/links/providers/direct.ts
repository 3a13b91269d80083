import type { Address } from '../address.ts'
import type { Reading } from '../link.ts'
import { isSoundPath } from '../sound-path.ts'

/** The address of a sound file itself, on any host; its query belongs to it (signed addresses). */
export function direct({ scheme, host, path, rawPath, rawQuery }: Address): Reading {
  if (!host.replace(/:\d+$/, '').includes('.') && !host.startsWith('localhost')) return null
  if (!isSoundPath(path.at(-1) ?? '')) return null
  const url = `${scheme}://${host}${rawPath}${rawQuery}`
  return { provider: 'direct', kind: 'track', id: url, url, sourceKey: `direct:${url}` }
}
