/** One field of a protobuf message: a number for varints and fixed32, else the raw bytes. */
export interface Field {
  tag: number
  value: number | bigint | Uint8Array
  wire: number
}

/**
 * Names byte by byte: ASCII reads as such, anything else survives a round trip, and no TextDecoder is needed, which
 * rooms without DOM types do not have.
 */
export function text(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += String.fromCharCode(byte)
  return out
}

/** Reads the fields of one protobuf message in order. Throws RangeError where the bytes end too early or make no sense. */
export function* fields(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
    throw new RangeError('varint too long')
  }
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw new RangeError('message is cut')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const wire = key & 7
    const tag = key >>> 3
    if (tag === 0) throw new RangeError('field number 0')
    if (wire === 0) yield { tag, wire, value: varint() }
    else if (wire === 2) yield { tag, wire, value: take(Number(varint())) }
    else if (wire === 5) yield { tag, wire, value: take(4) }
    else if (wire === 1) yield { tag, wire, value: take(8) }
    else throw new RangeError(`wire type ${wire}`)
  }
}

/** A field as bytes, whatever went wrong is a RangeError. */
export function bytesOf(field: Field): Uint8Array {
  if (!(field.value instanceof Uint8Array)) throw new RangeError(`field ${field.tag} is not bytes`)
  return field.value
}

/** A varint field as a number; ONNX uses no integers beyond 2^53 but INT64_MIN and INT64_MAX as open ends. */
export function numberOf(field: Field): number {
  if (field.value instanceof Uint8Array) throw new RangeError(`field ${field.tag} is not a number`)
  return Number(field.value)
}

/** Integers of a repeated field, packed or not. */
export function integersOf(field: Field): number[] {
  if (!(field.value instanceof Uint8Array)) return [Number(field.value)]
  const out: number[] = []
  let value = 0n
  let shift = 0n
  for (const byte of field.value) {
    value |= BigInt(byte & 0x7f) << shift
    shift += 7n
    if (byte >= 0x80) continue
    out.push(Number(BigInt.asIntN(64, value)))
    value = 0n
    shift = 0n
  }
  return out
}

/** Float32 values of a repeated field, packed or not. */
export function floatsOf(field: Field): number[] {
  const bytes = bytesOf(field)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

/** Builds one protobuf message; large byte fields are kept by reference until `join`. */
export class Message {
  private readonly pieces: Uint8Array[] = []
  length = 0

  private push(piece: Uint8Array): this {
    this.pieces.push(piece)
    this.length += piece.length
    return this
  }

  private varint(value: number | bigint): this {
    let rest = BigInt.asUintN(64, BigInt(value))
    const out: number[] = []
    do {
      const low = Number(rest & 0x7fn)
      rest >>= 7n
      out.push(rest > 0n ? low | 0x80 : low)
    } while (rest > 0n)
    return this.push(Uint8Array.from(out))
  }

  integer(tag: number, value: number | bigint): this {
    return this.varint(tag << 3).varint(value)
  }

  float(tag: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    return this.varint((tag << 3) | 5).push(bytes)
  }

  bytes(tag: number, value: Uint8Array): this {
    return this.varint((tag << 3) | 2)
      .varint(value.length)
      .push(value)
  }

  string(tag: number, value: string): this {
    return this.bytes(
      tag,
      Uint8Array.from(value, (letter) => letter.charCodeAt(0)),
    )
  }

  message(tag: number, inner: Message): this {
    this.varint((tag << 3) | 2).varint(inner.length)
    for (const piece of inner.pieces) this.push(piece)
    return this
  }

  join(): Uint8Array {
    const out = new Uint8Array(this.length)
    let at = 0
    for (const piece of this.pieces) {
      out.set(piece, at)
      at += piece.length
    }
    return out
  }
}
