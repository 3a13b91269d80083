import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Region } from '#lib/app/door/sound-forge.ts'
import { AUDIO_FORMATS, type AudioFormat, type Processing } from '#lib/core/domain/recipe.ts'
import type { WavFormat } from './wav-file.ts'

export const USAGE = `npm run separate -- song.mp3 --out folder [options]

  --model id              htdemucs, or another whose model this build serves
  --region 10-20          only this stretch, in seconds
  --provider wasm|webgpu  wasm hides the GPU from the page; webgpu shows it, where there is one   (wasm)
  --format wav16|wav24|wav32f|flac|mp3|opus|m4a                                                    (wav32f)
                          or by name: flac16 flac24 mp3-128 mp3-192 mp3-320 mp3-v0 opus-128 opus-192 aac-192 aac-256
  --normalize -14         the song to so many LUFS, its stems by the same gain; peaks held at -1 dBTP
  --trim -60              silence below so many dBFS goes at both ends`

export interface SeparateWish {
  song: string
  out: string
  format: AudioFormat
  /** How the sound is worked on; null writes stems as they are. */
  processing: Partial<Processing> | null
  gpu: boolean
  wish: { model?: string; region?: Region }
}

function oneOf<const T extends string>(name: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((one) => one === value)
  if (!found) throw new TypeError(`${name} is one of ${allowed.join(', ')}, not ${value}`)
  return found
}

function regionOf(text: string): Region {
  const match = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text)
  const region = { start: Number(match?.[1]), end: Number(match?.[2]) }
  if (!(region.end > region.start)) throw new TypeError(`--region is start-end in seconds, not ${text}`)
  return region
}

/** Formats by the names that people use. */
const SHORT: Readonly<Record<string, AudioFormat>> = {
  flac: 'flac24',
  mp3: 'mp3-320',
  opus: 'opus-192',
  m4a: 'aac-256',
}

const isWav = (format: AudioFormat): format is WavFormat => format.startsWith('wav')

/** Whether the stems can be written as they are stored; else they are exported. */
export const isPlain = ({ format, processing }: SeparateWish) => processing === null && isWav(format)

function numberOf(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!(value >= least && value <= 0))
    throw new TypeError(`${name} is a number from ${least} to 0, not ${text}`)
  return value
}

function processingOf(normalize: string | undefined, trim: string | undefined): Partial<Processing> | null {
  if (normalize === undefined && trim === undefined) return null
  return {
    ...(normalize === undefined
      ? {}
      : { level: { kind: 'loudness', lufs: numberOf('--normalize', normalize, -60) }, ceilingDbtp: -1 }),
    ...(trim === undefined
      ? {}
      : { trim: { thresholdDb: numberOf('--trim', trim, -120), minS: 0.2, padS: 0.05 } }),
  }
}

/** `--normalize -14`: a number below zero is a value, and not an option of its own. */
function withNumbers(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const last = joined.at(-1)
    if (/^-\d/.test(arg) && last?.startsWith('--')) joined[joined.length - 1] = `${last}=${arg}`
    else joined.push(arg)
  }
  return joined
}

/** What the words of a command line ask for; throws TypeError with what is wrong with them. */
export function parseWish(args: string[]): SeparateWish {
  const { values, positionals } = parseArgs({
    args: withNumbers(args),
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      model: { type: 'string' },
      region: { type: 'string' },
      provider: { type: 'string', default: 'wasm' },
      format: { type: 'string', default: 'wav32f' },
      normalize: { type: 'string' },
      trim: { type: 'string' },
    },
  })
  const [song, ...more] = positionals
  const { out, model, region } = values
  if (!song || more.length || !out) throw new TypeError('one song and --out are needed')
  return {
    song: resolve(song),
    out: resolve(out),
    format: oneOf('--format', AUDIO_FORMATS, SHORT[values.format] ?? values.format),
    processing: processingOf(values.normalize, values.trim),
    gpu: oneOf('--provider', ['wasm', 'webgpu'], values.provider) === 'webgpu',
    wish: {
      ...(model === undefined ? {} : { model }),
      ...(region === undefined ? {} : { region: regionOf(region) }),
    },
  }
}
