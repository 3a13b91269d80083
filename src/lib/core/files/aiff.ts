import { canRead, type PcmFile, type PcmFormat } from './pcm.ts'
import { letters, viewOf, type ReadAt } from './read-at.ts'

const MAX_CHUNKS = 4096

interface Common {
  format: PcmFormat
  rate: number
  channels: number
}

/**
 * Uncompressed sound of an AIFF or AIFF-C file (Apple, "Audio Interchange File Format AIFF-C", 1991); null when
 * it is none or compressed.
 * COMM may come after SSND.
 */
export async function readAiff(read: ReadAt, size: number): Promise<PcmFile | null> {
  const head = await read(0, 12)
  if (letters(head, 0) !== 'FORM' || !['AIFF', 'AIFC'].includes(letters(head, 8))) return null
  let common: Common | null = null
  let sound: { start: number; length: number } | null = null
  let at = 12
  for (let i = 0; i < MAX_CHUNKS && at + 8 <= size && !(common && sound); i++) {
    const chunk = await read(at, at + 40)
    const length = viewOf(chunk).getUint32(4)
    if (letters(chunk, 0) === 'COMM') common = readCommon(chunk.subarray(8, 8 + Math.min(length, 32)))
    if (letters(chunk, 0) === 'SSND' && chunk.length >= 16) {
      const offset = viewOf(chunk).getUint32(8)
      sound = { start: at + 16 + offset, length: Math.max(0, length - 8 - offset) }
    }
    at += 8 + length + (length % 2)
  }
  return common && sound && located(common, sound, size)
}

function located(common: Common, sound: { start: number; length: number }, size: number): PcmFile {
  const rest = Math.max(0, size - sound.start)
  const open = sound.length === 0 && rest >= 1024
  const length = open ? rest : Math.min(sound.length, rest)
  return { ...common, mask: null, start: sound.start, length, cut: !open && sound.length > rest }
}

function readCommon(bytes: Uint8Array<ArrayBuffer>): Common | null {
  if (bytes.length < 18) return null
  const view = viewOf(bytes)
  const channels = view.getUint16(0)
  const bits = view.getUint16(6)
  const rate = extended(view, 8)
  const format = formatOf(bytes.length >= 22 ? letters(bytes, 18) : 'NONE', bits)
  if (!format || !canRead(format) || channels < 1 || channels > 64) return null
  return rate >= 1 && rate <= 1_000_000 ? { format, rate, channels } : null
}

/** 80-bit extended float of the 68881: sign and exponent, then a mantissa with its leading one. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383
  return (view.getUint32(at + 2) * 2 ** -31 + view.getUint32(at + 6) * 2 ** -63) * 2 ** exponent
}

const PCM = { kind: 'int', bytes: 2, bigEndian: true } as const
const FLOAT32 = { kind: 'float', bytes: 4, bigEndian: true } as const
const FLOAT64 = { kind: 'float', bytes: 8, bigEndian: true } as const
const ULAW = { kind: 'ulaw', bytes: 1, bigEndian: true } as const
const ALAW = { kind: 'alaw', bytes: 1, bigEndian: true } as const

/** By compression type; those without `bytes` of their own take the sample size of COMM. */
const COMPRESSIONS: Record<string, PcmFormat> = {
  in24: { ...PCM, bytes: 3 },
  in32: { ...PCM, bytes: 4 },
  'raw ': { kind: 'unsigned', bytes: 1, bigEndian: true },
  fl32: FLOAT32,
  FL32: FLOAT32,
  fl64: FLOAT64,
  FL64: FLOAT64,
  ulaw: ULAW,
  ULAW,
  alaw: ALAW,
  ALAW,
}

function formatOf(compression: string, bits: number): PcmFormat | null {
  const bytes = Math.ceil(bits / 8)
  if (compression === 'NONE' || compression === 'twos') return { ...PCM, bytes }
  if (compression === 'sowt') return { ...PCM, bytes, bigEndian: false }
  return COMPRESSIONS[compression] ?? null
}
