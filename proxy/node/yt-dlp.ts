import * as v from 'valibot'
import type { Quality } from '../contract.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'
import { number, text, title } from '../providers/shapes.ts'
import type { Progress } from '../sources/audio-source.ts'
import type { CommandHit } from '../sources/command.ts'

const BITRATE: Record<Exclude<Quality, 'lossless'>, string> = { high: '320K', medium: '192K', low: '128K' }

/** No configuration of the machine, no lists, nothing live, and no words of ours taken for options. */
const CAREFUL = ['--ignore-config', '--no-playlist', '--no-cache-dir', '--no-mtime']

const PROGRESS =
  'download:sfa %(progress.downloaded_bytes)s %(progress.total_bytes)s %(progress.total_bytes_estimate)s'

export interface FetchArgs {
  page: string
  quality: Quality
  folder: string
  maxBytes: number
  /** ffmpeg is there, so that a wished format can be made. */
  canConvert: boolean
}

export function fetchArgs({ page, quality, folder, maxBytes, canConvert }: FetchArgs): string[] {
  const wish = quality === 'lossless' ? ['best'] : ['mp3', '--audio-quality', BITRATE[quality]]
  return [
    ...CAREFUL,
    ...['--newline', '--progress', '--progress-template', PROGRESS],
    ...['--socket-timeout', '15', '--retries', '3', '--max-filesize', String(maxBytes)],
    ...['--match-filter', '!is_live', '--format', 'bestaudio/best'],
    ...(canConvert ? ['--extract-audio', '--audio-format', ...wish] : []),
    ...['--output', `${folder}/sound.%(ext)s`],
    '--',
    page,
  ]
}

export function searchArgs(words: string, limit: number): string[] {
  // `ytsearchN:` makes it a search whatever the words are.
  return [...CAREFUL, '--flat-playlist', '--dump-json', '--', `ytsearch${limit}:${words}`]
}

/** What a line says of the progress; null when it is about something else. */
export function progressIn(line: string): Progress | null {
  const [, done, total, estimate] = /^sfa (\S+) (\S+) (\S+)/.exec(line.trim()) ?? []
  if (done !== undefined) {
    const bytes = numberOf(done)
    const totalBytes = numberOf(total) ?? numberOf(estimate)
    const fraction = bytes !== null && totalBytes ? Math.min(1, bytes / totalBytes) : null
    return { type: 'progress', phase: 'downloading', fraction, bytes, totalBytes, message: null }
  }
  if (/^\[(ExtractAudio|ffmpeg|Fixup)/.test(line))
    return {
      type: 'progress',
      phase: 'converting',
      fraction: null,
      bytes: null,
      totalBytes: null,
      message: null,
    }
  return null
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text)) : null
}

/** What went wrong, by the words it ends with. They are read, never passed on: they may hold addresses. */
export function troubleIn(lines: readonly string[]): Refusal {
  const said = lines.filter((line) => line.startsWith('ERROR')).join(' ')
  const service = 'command'
  if (/sign in to confirm|not a bot|HTTP Error 429/i.test(said))
    return refuse('rate_limited', 'the place takes this machine for a robot', { service, retryAfter: 3600 })
  if (/private|unavailable|removed|HTTP Error 404|not available/i.test(said))
    return refuse('not_found', 'the place does not have it', { service })
  if (/unsupported url/i.test(said))
    return refuse('unsupported', 'yt-dlp does not know this place', { service })
  if (/max-filesize/i.test(lines.join(' ')))
    return refuse('too_large', 'it is larger than allowed', { service })
  if (/ffmpeg|ffprobe/i.test(said)) return refuse('command_missing', 'ffmpeg not found', { service })
  return refuse('upstream', 'yt-dlp could not fetch it', { service })
}

const Hit = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{11}$/)),
  title,
  channel: text,
  uploader: text,
  duration: number,
})

/** One line of `--dump-json`; null when it is none. */
export function hitIn(line: string): CommandHit | null {
  if (!line.startsWith('{')) return null
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return null // A line that was cut.
  }
  const read = v.safeParse(Hit, data)
  if (!read.success) return null
  const { id, title: name, channel, uploader, duration } = read.output
  return {
    page: `https://www.youtube.com/watch?v=${id}`,
    title: name,
    from: channel ?? uploader,
    durationMs: duration === null ? null : Math.round(duration * 1000),
  }
}
