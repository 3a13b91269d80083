import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Region } from '#lib/app/door/sound-forge.ts'
import type { WavFormat } from './wav-file.ts'

export const USAGE = `npm run separate -- song.mp3 --out folder [options]

  --model id              htdemucs, or another whose model this build serves
  --region 10-20          only this stretch, in seconds
  --provider wasm|webgpu  wasm hides the GPU from the page; webgpu shows it, where there is one   (wasm)
  --format wav16|wav24|wav32f                                                                      (wav32f)`

export interface SeparateWish {
  song: string
  out: string
  format: WavFormat
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

/** What the words of a command line ask for; throws TypeError with what is wrong with them. */
export function parseWish(args: string[]): SeparateWish {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      model: { type: 'string' },
      region: { type: 'string' },
      provider: { type: 'string', default: 'wasm' },
      format: { type: 'string', default: 'wav32f' },
    },
  })
  const [song, ...more] = positionals
  const { out, model, region } = values
  if (!song || more.length || !out) throw new TypeError('one song and --out are needed')
  return {
    song: resolve(song),
    out: resolve(out),
    format: oneOf('--format', ['wav16', 'wav24', 'wav32f'], values.format),
    gpu: oneOf('--provider', ['wasm', 'webgpu'], values.provider) === 'webgpu',
    wish: {
      ...(model === undefined ? {} : { model }),
      ...(region === undefined ? {} : { region: regionOf(region) }),
    },
  }
}
