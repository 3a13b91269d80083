import type { AudioSource, Comparison, Quality, RealQuality } from '#lib/core/domain/download.ts'
import { locale, t, words } from './t.ts'

const SOURCES: Readonly<Record<AudioSource, string>> = words({
  direct: 'Direct links',
  'internet-archive': 'Internet Archive',
  audius: 'Audius',
  jamendo: 'Jamendo',
  cobalt: 'Your cobalt sidecar',
  command: 'yt-dlp or spotdl',
  preview: '30-second preview',
})

const WHAT: Readonly<Record<AudioSource, string>> = words({
  direct: 'The link is the file itself.',
  'internet-archive': 'Live music and recordings that are free to have.',
  audius: 'Whole songs that their artists stream freely.',
  jamendo: 'Creative Commons music, where its artist allows downloads.',
  cobalt: 'Your own instance fetches what a link names.',
  command: 'A program on the machine where the proxy runs.',
  preview: 'Only taken when you choose it.',
})

export const sourceName = (source: AudioSource): string => SOURCES[source]
export const sourceWords = (source: AudioSource): string => WHAT[source]

const CATALOGUES: Readonly<Record<string, string>> = words({
  spotify: 'Spotify',
  youtube: 'YouTube',
  itunes: 'iTunes',
  deezer: 'Deezer',
  musicbrainz: 'MusicBrainz',
  'internet-archive': 'Internet Archive',
  audius: 'Audius',
  jamendo: 'Jamendo',
  proxy: 'The proxy',
})

export const catalogueName = (id: string): string => CATALOGUES[id] ?? id

export const QUALITY_NAMES: Readonly<Record<Quality, string>> = words({
  lossless: 'Lossless',
  high: 'High · 320',
  medium: 'Medium · 192',
  low: 'Low · 128',
})

/** `FLAC · lossless · 44.1 kHz`, `mp3 · 192 kbit/s`. */
export function realQualityText({ codec, bitrate, lossless, sampleRate }: RealQuality): string {
  const rate = bitrate === null ? null : `${Math.round(bitrate / 1000)} kbit/s`
  const hertz =
    sampleRate === null
      ? null
      : `${(sampleRate / 1000).toLocaleString(locale(), { maximumFractionDigits: 1 })} kHz`
  return [codec.toUpperCase(), lossless ? t('lossless') : rate, hertz].filter(Boolean).join(' · ')
}

const REASONS: Readonly<Record<string, string>> = words({
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
})

export const reasonWords = (code: string): string => REASONS[code] ?? code

/** Whether the reason speaks for it. */
export const speaksFor = (code: string): boolean => /-(same|shared|in-title)$/.test(code)

/** `+0:02`, `−0:12`; `same length` within half a second. */
export function deltaText(deltaMs: number | null): string {
  if (deltaMs === null) return t('length not known')
  const seconds = Math.round(Math.abs(deltaMs) / 1000)
  if (seconds === 0) return t('same length')
  const sign = deltaMs > 0 ? '+' : '−'
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What came of holding a download against its preview. */
export function comparisonText({ verdict, score, shift }: Comparison): string {
  const percent = Math.round(100 * Math.max(0, score ?? 0))
  if (verdict === 'agrees') return t('Sounds like it, to {percent} %', { percent })
  if (verdict === 'another-key') {
    const semitones = `${shift > 0 ? '+' : '−'}${Math.abs(shift)}`
    return t('The same music in another key, {semitones} semitones off', { semitones })
  }
  if (verdict === 'untold') return t('Could not be told')
  if (verdict === 'accepted') return t('Does not sound like it; you said it is right')
  return t('Does not sound like it: {percent} %', { percent })
}
