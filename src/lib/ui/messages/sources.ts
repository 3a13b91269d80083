import type { AudioSource, Quality, RealQuality } from '#lib/core/domain/download.ts'

const SOURCES: Readonly<Record<AudioSource, { name: string; what: string }>> = {
  direct: { name: 'Direct links', what: 'The link is the file itself.' },
  'internet-archive': { name: 'Internet Archive', what: 'Live music and recordings that are free to have.' },
  audius: { name: 'Audius', what: 'Whole songs that their artists stream freely.' },
  jamendo: { name: 'Jamendo', what: 'Creative Commons music, where its artist allows downloads.' },
  cobalt: { name: 'Your cobalt sidecar', what: 'Your own instance fetches what a link names.' },
  command: { name: 'yt-dlp or spotdl', what: 'A program on the machine where the proxy runs.' },
  preview: { name: '30-second preview', what: 'Only taken when you choose it.' },
}

export const sourceName = (source: AudioSource): string => SOURCES[source].name
export const sourceWords = (source: AudioSource): string => SOURCES[source].what

const CATALOGUES: Readonly<Record<string, string>> = {
  spotify: 'Spotify',
  youtube: 'YouTube',
  itunes: 'iTunes',
  deezer: 'Deezer',
  musicbrainz: 'MusicBrainz',
  'internet-archive': 'Internet Archive',
  audius: 'Audius',
  jamendo: 'Jamendo',
  proxy: 'The proxy',
}

export const catalogueName = (id: string): string => CATALOGUES[id] ?? id

export const QUALITY_NAMES: Readonly<Record<Quality, string>> = {
  lossless: 'Lossless',
  high: 'High · 320',
  medium: 'Medium · 192',
  low: 'Low · 128',
}

/** `FLAC · lossless · 44.1 kHz`, `mp3 · 192 kbit/s`. */
export function realQualityText({ codec, bitrate, lossless, sampleRate }: RealQuality): string {
  const rate = bitrate === null ? null : `${Math.round(bitrate / 1000)} kbit/s`
  const hertz = sampleRate === null ? null : `${Number((sampleRate / 1000).toFixed(1))} kHz`
  return [codec.toUpperCase(), lossless ? 'lossless' : rate, hertz].filter(Boolean).join(' · ')
}

const REASONS: Readonly<Record<string, string>> = {
  'link-same': 'exactly what the link names',
  'isrc-same': 'same ISRC',
  'isrc-differs': 'another ISRC',
  'title-same': 'same title',
  'title-near': 'similar title',
  'title-differs': 'another title',
  'artist-same': 'same artist',
  'artist-shared': 'shares an artist',
  'artist-in-title': 'artist named in the title',
  'artist-near': 'similar artist',
  'artist-differs': 'another artist',
  'artist-unknown': 'artist not given',
  'length-same': 'same length',
  'length-near': 'nearly the same length',
  'length-off': 'another length',
  'length-unknown': 'length not known',
  'version-differs': 'another version (live, remix, cover …)',
  'remix-differs': 'another remix',
  'album-same': 'same album',
}

export const reasonWords = (code: string): string => REASONS[code] ?? code

/** Whether the reason speaks for it. */
export const speaksFor = (code: string): boolean => /-(same|shared|in-title)$/.test(code)

/** `+0:02`, `−0:12`; `same length` within half a second. */
export function deltaText(deltaMs: number | null): string {
  if (deltaMs === null) return 'length not known'
  const seconds = Math.round(Math.abs(deltaMs) / 1000)
  if (seconds === 0) return 'same length'
  const sign = deltaMs > 0 ? '+' : '−'
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
