/** Sites whose links are understood; `direct` is an address that ends in a sound file. */
export type Provider =
  | 'spotify'
  | 'youtube'
  | 'apple'
  | 'deezer'
  | 'soundcloud'
  | 'internet-archive'
  | 'audius'
  | 'jamendo'
  | 'musicbrainz'
  | 'direct'

/** `short`: says nothing by itself, its site must be asked where it leads. */
export type LinkKind = 'track' | 'album' | 'playlist' | 'short'

/** An address that names music. Recognising `url` gives the same again. */
export interface Link {
  provider: Provider
  kind: LinkKind
  /** As the provider writes it: its case counts. */
  id: string
  /** The canonical address. */
  url: string
  /** What it is known by in the library: `spotify:track:<id>`, `youtube:<id>`, … */
  sourceKey: string
}

/**
 * Why an address is no link to music. `no-address`: it is none at all. `unknown-site`: a site that is not understood.
 * `not-songs`: a site that is, but a page without songs (an artist, a podcast, settings). `bad-id`: its number is not one.
 */
export type LinkProblem = 'no-address' | 'unknown-site' | 'not-songs' | 'bad-id'

export type Recognised =
  | { ok: true; link: Link }
  /** `site` is its host, as far as there is one. */
  | { ok: false; problem: LinkProblem; site: string | null }

/** What one provider says of an address: a link, why it is none, or null when it is not of this provider. */
export type Reading = Link | 'not-songs' | 'bad-id' | null
