import type { AudioFormat } from '../domain/recipe.ts'

export interface FormatFacts {
  /** Of the file's name, without its dot. */
  ending: string
  mime: string
  container: 'wav' | 'flac' | 'mp3' | 'ogg' | 'm4a'
  /** Of the samples; null where they are not kept. */
  bits: 16 | 24 | 32 | null
  /** Average bits a second; null where it follows the sound. */
  bitrate: number | null
  /** About how many bytes a second of stereo at 44.1 kHz takes: for estimates. */
  bytesPerS: number
  /** About how many seconds of sound one second makes on a usual computer. */
  speed: number
  /** Rates it can have; null is any. Others become the first one. */
  rates: readonly number[] | null
}

const LOSSY = (bitrate: number) => ({ bits: null, bitrate, bytesPerS: bitrate / 8 })
const WAV = {
  ending: 'wav',
  mime: 'audio/wav',
  container: 'wav',
  bitrate: null,
  speed: 200,
  rates: null,
} as const
const FLAC = {
  ending: 'flac',
  mime: 'audio/flac',
  container: 'flac',
  bitrate: null,
  speed: 70,
  rates: null,
} as const
const MP3 = {
  ending: 'mp3',
  mime: 'audio/mpeg',
  container: 'mp3',
  speed: 30,
  rates: [44_100, 48_000, 32_000],
} as const
/** Opus knows 48 kHz alone (RFC 6716). */
const OPUS = { ending: 'opus', mime: 'audio/ogg', container: 'ogg', speed: 50, rates: [48_000] } as const
const AAC = {
  ending: 'm4a',
  mime: 'audio/mp4',
  container: 'm4a',
  speed: 25,
  rates: [44_100, 48_000],
} as const

/** Measured at 0.6 of WAV on music; stems are emptier. */
const FLAC_SHARE = 0.62

export const FORMATS: { readonly [F in AudioFormat]: FormatFacts } = {
  wav16: { ...WAV, bits: 16, bytesPerS: 176_400 },
  wav24: { ...WAV, bits: 24, bytesPerS: 264_600 },
  wav32f: { ...WAV, bits: 32, bytesPerS: 352_800 },
  flac16: { ...FLAC, bits: 16, bytesPerS: 176_400 * FLAC_SHARE },
  flac24: { ...FLAC, bits: 24, bytesPerS: 264_600 * FLAC_SHARE },
  'mp3-128': { ...MP3, ...LOSSY(128_000) },
  'mp3-192': { ...MP3, ...LOSSY(192_000) },
  'mp3-320': { ...MP3, ...LOSSY(320_000) },
  'mp3-v0': { ...MP3, bits: null, bitrate: null, bytesPerS: 245_000 / 8 },
  'opus-128': { ...OPUS, ...LOSSY(128_000) },
  'opus-192': { ...OPUS, ...LOSSY(192_000) },
  'aac-192': { ...AAC, ...LOSSY(192_000) },
  'aac-256': { ...AAC, ...LOSSY(256_000) },
}

/** The rate a file of this format gets where `wanted` was asked for. */
export function rateIn(format: AudioFormat, wanted: number): number {
  const { rates } = FORMATS[format]
  return rates === null || rates.includes(wanted) ? wanted : (rates[0] ?? wanted)
}
