import * as v from 'valibot'
import { decodeUtf8, encodeUtf8 } from '../text/utf8.ts'
import { MOST_CHUNKS, MOST_FRAME_BYTES, MOST_WORDS_BYTES, PIECE_BYTES } from './limits.ts'

/** What is spoken; a peer with a higher number is told that this side is too old for it. */
export const VERSION = 1

export const ENDS = ['stopped', 'expired', 'used-up', 'leaving', 'flood', 'too-old', 'full'] as const
export type End = (typeof ENDS)[number]

export const NOS = ['not-here', 'busy', 'not-allowed'] as const
export type No = (typeof NOS)[number]

/** What one peer tells another. A chunk of the manifest is asked for as such, all others by their place in the share. */
export type Frame =
  | { type: 'hello'; version: number; id: string; name: string; owner: boolean }
  | { type: 'offer'; bytes: number; sha256: string; limited: boolean; until: number | null }
  | { type: 'ask'; request: number; of: 'manifest' | 'share'; chunk: number }
  | { type: 'piece'; request: number; offset: number; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'no'; request: number; why: No }
  | { type: 'have'; bits: Uint8Array<ArrayBuffer> }
  | { type: 'end'; why: End }

const number = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const hello = v.strictObject({
  version: number(1_000_000),
  id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  name: v.pipe(v.string(), v.maxLength(200)),
  owner: v.boolean(),
})
const offer = v.strictObject({
  bytes: number(2 ** 31),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  limited: v.boolean(),
  until: v.nullable(number(Number.MAX_SAFE_INTEGER)),
})

export function writeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'hello': {
      const { version, id, name, owner } = frame
      return words(1, { version, id, name, owner })
    }
    case 'offer': {
      const { bytes, sha256, limited, until } = frame
      return words(2, { bytes, sha256, limited, until })
    }
    case 'ask':
      return numbers(3, [frame.request, frame.of === 'manifest' ? 1 : 0, frame.chunk])
    case 'piece':
      return joined(numbers(4, [frame.request, frame.offset]), frame.bytes)
    case 'no':
      return numbers(5, [frame.request, NOS.indexOf(frame.why)])
    case 'have':
      return joined(Uint8Array.of(6), frame.bits)
    default:
      return Uint8Array.of(7, ENDS.indexOf(frame.why))
  }
}

type Reader = (bytes: Uint8Array, view: DataView) => Frame | null

/** By the first byte, which counts from 1. */
const READERS: readonly Reader[] = [
  (bytes) => read(hello, bytes, (value) => ({ type: 'hello', ...value })),
  (bytes) => read(offer, bytes, (value) => ({ type: 'offer', ...value })),
  readAsk,
  readPiece,
  readNo,
  (bytes) => (bytes.length > 1 + MOST_CHUNKS / 8 ? null : { type: 'have', bits: bytes.slice(1) }),
  readEnd,
]

/** The frame in these bytes, or null: whatever a peer sends, nothing is thrown and nothing larger than it is made. */
export function readFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < 2 || bytes.length > MOST_FRAME_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return READERS[(bytes[0] ?? 0) - 1]?.(bytes, view) ?? null
}

function readAsk(bytes: Uint8Array, view: DataView): Frame | null {
  if (bytes.length !== 13) return null
  const of = view.getUint32(5)
  const chunk = view.getUint32(9)
  if (of > 1 || chunk >= MOST_CHUNKS) return null
  return { type: 'ask', request: view.getUint32(1), of: of === 1 ? 'manifest' : 'share', chunk }
}

function readPiece(bytes: Uint8Array, view: DataView): Frame | null {
  if (bytes.length < 10 || bytes.length > 9 + PIECE_BYTES) return null
  return { type: 'piece', request: view.getUint32(1), offset: view.getUint32(5), bytes: bytes.slice(9) }
}

function readNo(bytes: Uint8Array, view: DataView): Frame | null {
  const why = bytes.length === 9 ? NOS[view.getUint32(5)] : undefined
  return why ? { type: 'no', request: view.getUint32(1), why } : null
}

function readEnd(bytes: Uint8Array): Frame | null {
  const why = bytes.length === 2 ? ENDS[bytes[1] ?? 255] : undefined
  return why ? { type: 'end', why } : null
}

function read<T, F extends Frame>(
  schema: v.GenericSchema<unknown, T>,
  bytes: Uint8Array,
  frame: (value: T) => F,
): F | null {
  if (bytes.length > MOST_WORDS_BYTES) return null
  const value = parse(bytes.subarray(1))
  const parsed = v.safeParse(schema, value)
  return parsed.success ? frame(parsed.output) : null
}

/** JSON in UTF-8, or undefined. */
export function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes))
  } catch {
    // A peer's bytes may be anything; what they are not is said by whoever asked for them.
    return undefined
  }
}

function words(type: number, value: unknown): Uint8Array<ArrayBuffer> {
  return joined(Uint8Array.of(type), encodeUtf8(JSON.stringify(value)))
}

function numbers(type: number, values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + values.length * 4)
  bytes[0] = type
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => view.setUint32(1 + i * 4, value))
  return bytes
}

function joined(head: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + rest.length)
  bytes.set(head)
  bytes.set(rest, head.length)
  return bytes
}
