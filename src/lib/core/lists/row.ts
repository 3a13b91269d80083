import type { Link, LinkProblem } from '../links/link.ts'

/** One song as a list names it. Text is empty and numbers are null where the list does not say. */
export interface ListRow {
  /** Of the text, from 1. */
  line: number
  title: string
  artist: string
  album: string
  albumArtist: string
  genre: string
  trackNumber: number | null
  discNumber: number | null
  durationMs: number | null
  /** Where it begins in a longer mix, in ms. */
  atMs: number | null
  /** Twelve characters, upper case, no hyphens. */
  isrc: string | null
  /** `1997`, `1997-09` or `1997-09-22`. */
  releaseDate: string | null
  coverUrl: string | null
  link: Link | null
  /** The playlist that a column names. */
  list: string
  /** Which part is the artist was a guess, or there is none. */
  unsure: boolean
}

export const BLANK_ROW: Omit<ListRow, 'line'> = {
  title: '',
  artist: '',
  album: '',
  albumArtist: '',
  genre: '',
  trackNumber: null,
  discNumber: null,
  durationMs: null,
  atMs: null,
  isrc: null,
  releaseDate: null,
  coverUrl: null,
  link: null,
  list: '',
  unsure: false,
}

/** A line that is no song. `no-names`: words, but not `Artist - Title`. `too-long`: more than any name has. */
export interface ListProblem {
  line: number
  /** The line, or its beginning. */
  text: string
  why: 'no-names' | 'no-title' | 'too-long' | LinkProblem
  /** Of a link: its host. */
  site: string | null
}

/** What a text was understood as. */
export interface ListReading {
  /** `links`: nothing but links. `table`: rows and columns. `nothing`: no song in it. */
  kind: 'nothing' | 'links' | 'lines' | 'table'
  /** What the list calls itself; empty when it does not say. */
  name: string
  rows: ListRow[]
  problems: ListProblem[]
}
