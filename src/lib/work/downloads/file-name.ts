import type { Transfer } from '#lib/core/domain/download.ts'
import { exportName } from '#lib/core/domain/export-name.ts'
import type { Track } from '#lib/core/domain/track.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/webm': 'webm',
  'audio/aiff': 'aiff',
  'audio/x-aiff': 'aiff',
}

/** What a download is called as a file: by its song, and its ending by what the source says it is. */
export function fileNameOf(track: Pick<Track, 'title' | 'artist'>, { mime, name }: Transfer): string {
  const [, own] = /\.([a-z0-9]{2,4})$/i.exec(name) ?? []
  return exportName(track, null, ENDINGS[mime] ?? own?.toLowerCase() ?? 'mp3')
}
