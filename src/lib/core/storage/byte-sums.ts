/** What the bytes on this device are, as a person would sort them. */
const BYTE_KINDS = ['original', 'sound', 'stems', 'pictures', 'models', 'exports', 'shares'] as const
export type ByteKind = (typeof BYTE_KINDS)[number]

/** Bytes by kind; what is left out is none. */
export type KindBytes = Partial<Record<ByteKind, number>>

export function addBytes(sums: KindBytes, kind: ByteKind, bytes: number): void {
  sums[kind] = (sums[kind] ?? 0) + bytes
}

export function sumOf(sums: KindBytes): number {
  return BYTE_KINDS.reduce((sum, kind) => sum + (sums[kind] ?? 0), 0)
}
