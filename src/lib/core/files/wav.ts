import { canRead, type PcmFile, type PcmFormat } from './pcm.ts'
import { letters, viewOf, type ReadAt } from './read-at.ts'

/** More chunks than any writer makes; a longer walk is a damaged file. */
const MAX_CHUNKS = 4096
const UNKNOWN_LENGTH = 0xffff_ffff

interface Format {
  format: PcmFormat
  rate: number
  channels: number
  mask: number | null
}

/**
 * Uncompressed sound of a RIFF, RIFX, RF64 or BW64 WAVE file (Microsoft "Multiple channel audio data and WAVE
 * files"; EBU Tech 3306);
 * null when it is none, or holds something compressed.
 */
export async function readWav(read: ReadAt, size: number): Promise<PcmFile | null> {
  const head = await read(0, 12)
  const form = letters(head, 0)
  if (!['RIFF', 'RIFX', 'RF64', 'BW64'].includes(form) || letters(head, 8) !== 'WAVE') return null
  const little = form !== 'RIFX'
  let format: Format | null = null
  let long: number | null = null
  let at = 12
  for (let i = 0; i < MAX_CHUNKS && at + 8 <= size; i++) {
    const chunk = await read(at, at + 48)
    const id = letters(chunk, 0)
    const length = viewOf(chunk).getUint32(4, little)
    if (id === 'fmt ') format = readFormat(chunk.subarray(8, 8 + Math.min(length, 40)), little)
    if (id === 'ds64' && chunk.length >= 24) long = Number(viewOf(chunk).getBigUint64(16, true))
    if (id === 'data') return format && located(format, at + 8, dataLength(length, long), size)
    at += 8 + length + (length % 2)
  }
  return null
}

function dataLength(length: number, long: number | null): number {
  if (length !== UNKNOWN_LENGTH) return length
  return long ?? Infinity
}

/**
 * Writers that could not go back leave a length of 0 or the largest there is: then the sound goes to the end.
 */
function located(format: Format, start: number, length: number, size: number): PcmFile {
  const rest = Math.max(0, size - start)
  const open = length === Infinity || (length === 0 && rest >= 1024)
  return { ...format, start, length: open ? rest : Math.min(length, rest), cut: !open && length > rest }
}

/** The rest of the GUID of a sub-format says that its first two bytes are one of the old tags. */
const GUID_TAIL = '\x10\0\x80\0\0\xaa\0\x38\x9b\x71'

/** `WAVEFORMATEX`, with the sub-format of `WAVEFORMATEXTENSIBLE`. */
function readFormat(bytes: Uint8Array<ArrayBuffer>, little: boolean): Format | null {
  if (bytes.length < 16) return null
  const view = viewOf(bytes)
  const extensible = view.getUint16(0, little) === 0xfffe && bytes.length >= 40
  if (extensible && letters(bytes, 30, 10) !== GUID_TAIL) return null
  const tag = view.getUint16(extensible ? 24 : 0, little)
  const channels = view.getUint16(2, little)
  const rate = view.getUint32(4, little)
  const format = formatOf(tag, sampleBytes(view, channels, little), !little)
  if (!format || !canRead(format) || rate < 1 || rate > 1_000_000 || channels > 64) return null
  return { format, rate, channels, mask: extensible ? view.getUint32(20, little) : null }
}

/** Bytes of the container of a sample, 0 when block size and bits contradict each other. */
function sampleBytes(view: DataView, channels: number, little: boolean): number {
  const block = view.getUint16(12, little)
  const bits = view.getUint16(14, little)
  if (channels === 0 || block % channels !== 0) return 0
  return block / channels >= bits / 8 ? block / channels : 0
}

function formatOf(tag: number, bytes: number, bigEndian: boolean): PcmFormat | null {
  if (tag === 1) return { kind: bytes === 1 ? 'unsigned' : 'int', bytes, bigEndian }
  if (tag === 3) return { kind: 'float', bytes, bigEndian }
  if (tag === 6) return { kind: 'alaw', bytes, bigEndian }
  if (tag === 7) return { kind: 'ulaw', bytes, bigEndian }
  return null
}
