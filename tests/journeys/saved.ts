import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'

/** The page saves to the downloads, as browsers without a save dialog do: a headless one cannot show it. */
export async function withoutSaveDialog(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
}

export async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

export interface WavFacts {
  sampleRate: number
  channels: number
  bits: number
  frames: number
  /** Highest absolute sample, 0 to 1. */
  peak: number
}

/** Reads a 16-bit WAV file whole. */
export function readWav16(bytes: Buffer): WavFacts {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file')
  }
  const format = bytes.indexOf('fmt ') + 8
  const data = bytes.indexOf('data') + 8
  const [channels, bits] = [bytes.readUInt16LE(format + 2), bytes.readUInt16LE(format + 14)]
  const length = bytes.readUInt32LE(data - 4)
  let peak = 0
  for (let at = data; at + 1 < data + length; at += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at)))
  return {
    ...{ channels, bits, peak: peak / 32_768 },
    sampleRate: bytes.readUInt32LE(format + 4),
    frames: length / channels / (bits / 8),
  }
}

/** Names in a ZIP, from its central directory (APPNOTE 4.3.12). */
export function zipNames(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let at = bytes.readUInt32LE(end + 16)
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const text = bytes.toString('utf8', at + 46, at + 46 + name)
    at += 46 + name + extra + comment
    return text
  })
}
