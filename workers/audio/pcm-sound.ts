import { readAiff } from '#lib/core/files/aiff.ts'
import { pcmChannels } from '#lib/core/files/pcm.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { readWav } from '#lib/core/files/wav.ts'
import type { Sound } from './sound.ts'

const BLOCK_BYTES = 1024 * 1024

/** Uncompressed WAV and AIFF, read by ourselves: exact, seekless, any sample width; null for anything else. */
export async function openPcm(read: ReadAt, size: number): Promise<Sound | null> {
  const file = (await readWav(read, size)) ?? (await readAiff(read, size))
  if (!file) return null
  const { format, rate, channels, mask, start, length } = file
  const frameBytes = format.bytes * channels
  const step = Math.max(1, Math.floor(BLOCK_BYTES / frameBytes)) * frameBytes
  const end = start + Math.floor(length / frameBytes) * frameBytes
  async function* blocks() {
    for (let at = start; at < end; at += step) {
      yield pcmChannels(await read(at, Math.min(end, at + step)), format, channels)
    }
  }
  return { rate, channels, mask, expected: (end - start) / frameBytes, blocks }
}
