import type { AudioSource, Download, Offer } from '#lib/core/domain/download.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { ProxyClient, ResolveAnswer, Wanted } from '#lib/platform/net/proxy-client.ts'
import { faultOfProxy } from '#lib/platform/net/proxy-faults.ts'

const MOST = 12

/** Asks the sources for a track. Where none has it because some did not answer, that is the fault. */
export async function findOffers(
  proxy: Pick<ProxyClient, 'resolve'>,
  track: Track,
  { quality }: Pick<Download, 'quality'>,
  sources: readonly AudioSource[],
  signal: AbortSignal,
): Promise<Outcome<Offer[]>> {
  const answer = await proxy.resolve({ ...wantedOf(track), quality, sources, limit: MOST }, signal)
  if (!answer.ok) return answer
  const offers = answer.value.candidates.map(offerOf)
  const why = offers.length === 0 ? reasonOf(answer.value) : null
  return why ? failed(why) : done(offers)
}

export function wantedOf(track: Track): Wanted {
  const { title, artist, album, durationMs, isrc, link } = track
  return {
    ...(title && { title }),
    ...(artist && { artist }),
    ...(album && { album }),
    ...(durationMs && { durationMs: Math.round(durationMs) }),
    ...(isrc && { isrc }),
    ...(link && { url: link }),
  }
}

function offerOf(candidate: ResolveAnswer['candidates'][number]): Offer {
  const { source, src, title, artist, album, durationMs, isrc, from } = candidate
  const { pageUrl, licenceUrl, claimed, bytes, prepare } = candidate
  return {
    ...{ source, src, title, artist, album, durationMs, isrc, from },
    ...{ pageUrl, licenceUrl, claimed, bytes, prepare },
  }
}

/** A source that may answer later is worth waiting for; one that is switched off is not. */
function reasonOf({ failures }: ResolveAnswer): Fault | null {
  return failures.map(faultOfProxy).find((why) => why.retry === 'soon') ?? null
}
