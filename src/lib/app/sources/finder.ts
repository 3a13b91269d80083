import { listedTrack } from '#lib/core/catalogue/track-from.ts'
import { match } from '#lib/core/match/score.ts'
import { done, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { ProxyClient, SearchAnswer } from '#lib/platform/net/proxy-client.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertFirstDownload } from '#lib/work/downloads/insert-download.ts'
import { insertEnrichment } from '#lib/work/enrichment/insert-enrichment.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import type { Finder, Found } from './contract.ts'

export interface FinderDoors {
  rows: RowStore
  proxy: Pick<ProxyClient, 'search' | 'addressOf'>
  now(): number
  newId(): string
}

/** Of each catalogue; the proxy gives no more than 25. */
const MOST = 15
const CATALOGUES = ['spotify', 'deezer', 'itunes', 'musicbrainz', 'audius', 'jamendo', 'internet-archive']

/** The search box's way to the catalogues, and from there into the library. */
export class CatalogueFinder implements Finder {
  readonly #doors: FinderDoors

  constructor(doors: FinderDoors) {
    this.#doors = doors
  }

  async find(words: string, signal: AbortSignal): Promise<Outcome<SearchAnswer>> {
    const answer = await this.#doors.proxy.search({ q: words, limit: MOST, sources: CATALOGUES }, signal)
    return answer.ok ? done({ ...answer.value, items: eachOnce(answer.value.items) }) : answer
  }

  add(found: Found): Promise<Outcome<string>> {
    const { rows, now, newId } = this.#doors
    return outcomeOf(() =>
      rows.write(['tracks', 'enrichmentTasks', 'downloads', 'jobs', 'settings'], async (tables) => {
        const [there] = await tables.tracks.by('sourceKey', found.sourceKey)
        if (there) return there.id
        const asking = { now: now(), newId }
        const track = listedTrack(newId(), found, asking.now)
        await tables.tracks.put(track)
        await insertEnrichment(tables, [track], asking)
        const { autoDownload, quality } = await readSettings(tables)
        if (autoDownload) await insertFirstDownload(tables, track, { ...asking, quality })
        return track.id
      }),
    )
  }

  coverUrl(url: string): Promise<string> {
    return this.#doors.proxy.addressOf('/cover', { url })
  }
}

/** As near as two catalogues tell the length of one recording. */
const SAME_MS = 3_000
const SAME = 0.9

/** The same recording in several catalogues is shown once, as the best of them has it. */
function eachOnce(items: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const item of items) if (!kept.some((one) => isSame(one, item))) kept.push(item)
  return kept
}

function isSame(one: Found, other: Found): boolean {
  if (one.isrc !== null && one.isrc === other.isrc) return true
  const { score, deltaMs } = match(one, other)
  return deltaMs !== null && Math.abs(deltaMs) <= SAME_MS && score >= SAME
}
