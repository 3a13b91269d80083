import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { isProtectedAsf } from '#lib/core/files/asf.ts'
import { readMp4 } from '#lib/core/files/mp4.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { sniff, SNIFF_BYTES, type AudioFormat } from '#lib/core/files/sniff.ts'

/** The formats that are promised: one of them that gives no sound is damaged, another may only be too rare. */
const PROMISED: readonly AudioFormat[] = ['wav', 'aiff', 'flac', 'mpeg', 'adts', 'ogg', 'mp4', 'matroska']
const NO_DECODER = /Decoder \(|decoder not found|Unknown codec|unsupported/i

/**
 * Why a file gave no sound, once every decoder has tried. `empty`: one could read it and found nothing inside.
 */
export async function refusalFor(read: ReadAt, size: number, empty: boolean, detail: string): Promise<Fault> {
  const locked = await protectionOf(read, size)
  if (locked) return locked
  const sniffed = sniff(await read(0, SNIFF_BYTES))
  if (sniffed.kind === 'other') return fault('file-not-audio', { detail: sniffed.what })
  if (sniffed.kind === 'unknown') return fault('file-not-audio', { detail })
  if (empty) return fault('audio-silent-length', { detail })
  const isRare = !PROMISED.includes(sniffed.format) || NO_DECODER.test(detail)
  return fault(isRare ? 'audio-unsupported' : 'file-cut', { detail })
}

/** `file-protected` for a file that is encrypted, else null. */
export async function protectionOf(read: ReadAt, size: number): Promise<Fault | null> {
  const head = await read(0, SNIFF_BYTES)
  const sniffed = sniff(head)
  if (sniffed.kind !== 'audio') return null
  const isLocked =
    (sniffed.format === 'mp4' && (await readMp4(read, size)).isProtected) ||
    (sniffed.format === 'asf' && isProtectedAsf(head))
  return isLocked ? fault('file-protected') : null
}
