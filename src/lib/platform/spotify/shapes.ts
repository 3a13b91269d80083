import * as v from 'valibot'

/** What of Spotify's answers is read; everything else may change or go, as it did in 2026. */
const images = v.optional(v.nullable(v.array(v.object({ url: v.string() }))), [])
const named = v.object({ name: v.string() })

const track = v.object({
  type: v.literal('track'),
  id: v.string(),
  name: v.string(),
  duration_ms: v.optional(v.nullable(v.number()), null),
  track_number: v.optional(v.nullable(v.number()), null),
  disc_number: v.optional(v.nullable(v.number()), null),
  is_local: v.optional(v.boolean(), false),
  artists: v.optional(v.array(named), []),
  external_ids: v.optional(v.object({ isrc: v.optional(v.nullable(v.string()), null) }), { isrc: null }),
  album: v.optional(
    v.object({
      id: v.nullable(v.string()),
      name: v.string(),
      images,
      release_date: v.optional(v.nullable(v.string()), null),
      artists: v.optional(v.array(named), []),
    }),
  ),
})
export type SpotifyTrack = v.InferOutput<typeof track>

/** A place in a list: the newer `item` or the older `track`, and what is no song (or gone) is null. */
const entry = v.pipe(
  v.looseObject({ item: v.optional(v.unknown()), track: v.optional(v.unknown()) }),
  v.transform(({ item, track: old }): SpotifyTrack | null => {
    const parsed = v.safeParse(track, item ?? old)
    return parsed.success && !parsed.output.is_local ? parsed.output : null
  }),
)

const paged = <T extends v.GenericSchema>(item: T) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()), total: v.number() })

export const entriesSchema = paged(entry)
export const meSchema = v.object({ display_name: v.optional(v.nullable(v.string()), null), id: v.string() })

const list = v.object({
  id: v.string(),
  name: v.string(),
  images,
  owner: v.optional(v.object({ display_name: v.optional(v.nullable(v.string()), null) })),
  items: v.optional(v.object({ total: v.number() })),
  tracks: v.optional(v.object({ total: v.number() })),
})
export const listsSchema = paged(v.nullable(list))
export const listSchema = list
