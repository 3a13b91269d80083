import type { BundleId, DocumentId } from '../domain/recipe.ts'

export interface FileKind {
  /** With its dot left out. */
  ending: string
  mime: string
}

export interface DocumentKind extends FileKind {
  /** `song`: one beside each song's files. `export`: one for all of them, at the top. */
  scope: 'song' | 'export'
}

const ofSong = (ending: string, mime: string): DocumentKind => ({ ending, mime, scope: 'song' })
const ofAll = (ending: string, mime: string): DocumentKind => ({ ending, mime, scope: 'export' })

/** The papers there are, a line each; how they are written is in `documents.ts`. What has no line cannot be asked for. */
export const DOCUMENT_KINDS = {
  rpp: ofSong('rpp', 'text/plain'),
  midi: ofSong('mid', 'audio/midi'),
  rekordbox: ofAll('rekordbox.xml', 'application/xml'),
  'labels-beats': ofSong('beats.txt', 'text/plain'),
  'labels-sections': ofSong('sections.txt', 'text/plain'),
  'labels-chords': ofSong('chords.txt', 'text/plain'),
  cue: ofSong('cue', 'text/plain'),
  m3u8: ofAll('m3u8', 'audio/x-mpegurl'),
  'analysis-json': ofSong('analysis.json', 'application/json'),
  'analysis-csv': ofSong('analysis.csv', 'text/csv'),
} as const satisfies { readonly [D in DocumentId]?: DocumentKind }

export type WrittenDocument = keyof typeof DOCUMENT_KINDS

/** Those that can be asked for. */
export const documentIds = () => Object.keys(DOCUMENT_KINDS) as WrittenDocument[]

export const documentKind = (id: DocumentId): DocumentKind | null =>
  (DOCUMENT_KINDS as { readonly [D in DocumentId]?: DocumentKind })[id] ?? null

/** Files that hold several sounds. */
export const BUNDLES: { readonly [B in BundleId]: FileKind } = {
  'stem-mp4': { ending: 'stem.mp4', mime: 'video/mp4' },
  dawproject: { ending: 'dawproject', mime: 'application/zip' },
}
