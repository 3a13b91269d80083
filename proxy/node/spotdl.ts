import type { Quality } from '../contract.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'
import type { Progress } from '../sources/audio-source.ts'

const FORMAT: Record<Quality, readonly string[]> = {
  lossless: ['--format', 'flac'],
  high: ['--format', 'mp3', '--bitrate', '320k'],
  medium: ['--format', 'mp3', '--bitrate', '192k'],
  low: ['--format', 'mp3', '--bitrate', '128k'],
}

/** As the system before this one called it: a link in, one file out. */
export function spotdlArgs(page: string, quality: Quality, folder: string): string[] {
  return [
    'download',
    '--simple-tui',
    '--output',
    `${folder}/sound.{output-ext}`,
    ...FORMAT[quality],
    '--',
    page,
  ]
}

/** `Artist - Title: Downloading 45%`, in its plain display. */
export function spotdlProgress(line: string): Progress | null {
  const [, word, percent] =
    /: (Downloading|Converting|Embedding metadata|Done)(?:\D{0,20}(\d{1,3})%)?/.exec(line) ?? []
  if (word === undefined) return null
  return {
    type: 'progress',
    phase: word === 'Downloading' ? 'downloading' : 'converting',
    fraction: percent === undefined ? null : Math.min(1, Number(percent) / 100),
    bytes: null,
    totalBytes: null,
    message: null,
  }
}

export function spotdlTrouble(lines: readonly string[]): Refusal {
  const said = lines.join(' ')
  const service = 'command'
  if (/LookupError|No results found/i.test(said))
    return refuse('not_found', 'spotdl found no recording of it', { service })
  if (/429|rate.?limit|retry after/i.test(said))
    return refuse('rate_limited', 'spotdl is asked to wait by Spotify', { service, retryAfter: 3600 })
  if (/ffmpeg/i.test(said)) return refuse('command_missing', 'ffmpeg not found', { service })
  return refuse('upstream', 'spotdl could not fetch it', { service })
}
