import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'

const LONGEST = 2_000

/** The address of a webhook as it is kept, or `hook-address`: http or https, and no password in it. */
export function hookAddress(text: string): Outcome<string> {
  const url = URL.parse(text.trim())
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !web || url.username !== '' || url.password !== '' || url.href.length > LONGEST)
    return failed(fault('hook-address'))
  url.hash = ''
  return done(url.href)
}

/** What of it may be shown and logged: a path or query may hold a secret. */
export const hookHost = (url: string): string => URL.parse(url)?.host ?? ''
