import * as v from 'valibot'
import type { TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { trackMeta } from './catalogue.ts'
import { httpsOf, listOf, maybe, present, text } from './shapes.ts'

const API: Service = {
  id: 'youtube-data',
  hosts: ['www.googleapis.com'],
  refusal: (status, body) =>
    status === 403 && /quota|rateLimit/i.test(body)
      ? refuse('rate_limited', 'the quota of this YouTube key is used up', {
          service: 'youtube',
          retryAfter: 3600,
        })
      : null,
}

const Snippet = v.object({
  title: text,
  channelTitle: text,
  thumbnails: maybe(v.object({ high: maybe(v.object({ url: text })) })),
})
const Videos = v.object({
  items: listOf(
    v.object({ id: v.string(), snippet: Snippet, contentDetails: maybe(v.object({ duration: text })) }),
  ),
})
const Hits = v.object({ items: listOf(v.object({ id: v.object({ videoId: v.string() }) })) })
const Entries = v.object({
  items: listOf(v.object({ contentDetails: v.object({ videoId: v.string() }) })),
  nextPageToken: text,
  pageInfo: maybe(v.object({ totalResults: v.fallback(v.nullable(v.number()), null) })),
})

/** The interface takes fifty ids, and gives fifty entries, at once. */
const PAGE = 50
const MAX_ITEMS = 1000

/** YouTube's own interface, with the owner's key: search, lists and durations. It gives no sound. */
export interface YouTubeData {
  search(words: string, limit: number): Promise<TrackMeta[]>
  /** The videos of a list; `gone` are private or deleted. */
  list(id: string): Promise<{ items: TrackMeta[]; total: number | null; gone: number }>
}

export function createYouTubeData(outside: Outside, key: string): YouTubeData {
  const ask = <T>(path: string, query: Record<string, string>, schema: v.GenericSchema<unknown, T>) =>
    outside.json(
      API,
      {
        url: `https://www.googleapis.com/youtube/v3/${path}?${new URLSearchParams(query)}`,
        // In a header: addresses are written down in more places.
        headers: { 'x-goog-api-key': key },
      },
      schema,
    )
  const videos = async (ids: readonly string[]): Promise<TrackMeta[]> => {
    const pages: TrackMeta[] = []
    for (let at = 0; at < ids.length; at += PAGE) {
      const id = ids.slice(at, at + PAGE).join(',')
      const { items } = await ask('videos', { part: 'snippet,contentDetails', id }, Videos)
      pages.push(
        ...present(items).map(({ id: video, snippet, contentDetails }) =>
          videoMeta(video, snippet, durationMs(contentDetails?.duration ?? null)),
        ),
      )
    }
    return pages
  }
  return {
    async search(words, limit) {
      const query = { part: 'id', type: 'video', videoCategoryId: '10', maxResults: String(limit), q: words }
      const { items } = await ask('search', query, Hits)
      return videos(present(items).map((hit) => hit.id.videoId))
    },
    async list(id) {
      const ids: string[] = []
      let total: number | null = null
      for (let next: string | null = ''; next !== null && ids.length < MAX_ITEMS;) {
        const query = { part: 'contentDetails', maxResults: String(PAGE), playlistId: id, pageToken: next }
        const page: v.InferOutput<typeof Entries> = await ask('playlistItems', query, Entries)
        ids.push(...present(page.items).map((one) => one.contentDetails.videoId))
        total = page.pageInfo?.totalResults ?? total
        next = page.nextPageToken
      }
      const items = await videos(ids)
      return { items, total, gone: ids.length - items.length }
    },
  }
}

export function videoMeta(
  id: string,
  { title, channelTitle, thumbnails }: v.InferOutput<typeof Snippet>,
  duration: number | null,
): TrackMeta {
  const page = `https://www.youtube.com/watch?v=${id}`
  return trackMeta({
    title: title ?? '',
    // YouTube Music's own channels are called "Artist - Topic".
    artist: (channelTitle ?? '').replace(/ - Topic$/, ''),
    coverUrl: httpsOf(thumbnails?.high?.url ?? null),
    durationMs: duration,
    source: 'youtube',
    sourceId: id,
    sourceKey: `youtube:${id}`,
    sourceUrl: page,
    sourceConfidence: 0.4,
    audioSrc: page,
  })
}

/** `PT1H2M3S` (ISO 8601) in milliseconds. */
export function durationMs(text: string | null): number | null {
  const [all, days, hours, minutes, seconds] =
    /^P(?:(\d{1,3})D)?T(?:(\d{1,3})H)?(?:(\d{1,3})M)?(?:(\d{1,3})S)?$/.exec(text ?? '') ?? []
  if (all === undefined) return null
  const [d, h, m, s] = [days, hours, minutes, seconds].map((part) => Number(part ?? 0))
  return (((d ?? 0) * 24 + (h ?? 0)) * 60 + (m ?? 0)) * 60_000 + (s ?? 0) * 1000
}
