import type { ByteKind } from './byte-sums.ts'

/** Whose row speaks of the bytes: they go when it goes. */
export type ByteOwner = 'track' | 'separation' | 'model' | 'export' | 'share' | 'receipt'

interface KindOfBytes {
  kind: ByteKind
  owner: ByteOwner
  /** Keys of the kind; the first group is the owner's id. The first line that fits counts. */
  keys: RegExp
}

/** Every key of the blob store (see `core/domain/keys.ts`) by kind. A new kind of bytes is one more line here. */
const KINDS: readonly KindOfBytes[] = [
  { kind: 'original', owner: 'track', keys: /^track\/([^/]+)\/file\// },
  { kind: 'sound', owner: 'track', keys: /^track\/([^/]+)\/pcm\// },
  { kind: 'pictures', owner: 'track', keys: /^track\/([^/]+)\// },
  { kind: 'pictures', owner: 'separation', keys: /^stems\/([^/]+)\/peaks\// },
  { kind: 'stems', owner: 'separation', keys: /^stems\/([^/]+)\// },
  { kind: 'shares', owner: 'share', keys: /^share\/([^/]+)\// },
  { kind: 'shares', owner: 'receipt', keys: /^receipt\/([^/]+)\// },
  { kind: 'models', owner: 'model', keys: /^model\/([^/]+)\// },
  { kind: 'exports', owner: 'export', keys: /^export\/([^/]+)\// },
]

/** Everything of an owner lies under one of these, followed by its id. */
export const OWNER_ROOTS: Readonly<Record<ByteOwner, string>> = {
  track: 'track/',
  separation: 'stems/',
  model: 'model/',
  export: 'export/',
  share: 'share/',
  receipt: 'receipt/',
}

export interface BytePlace {
  kind: ByteKind
  owner: ByteOwner
  id: string
}

/** What a key of the blob store is; null for one that nobody knows. */
export function placeOf(key: string): BytePlace | null {
  for (const { kind, owner, keys } of KINDS) {
    const id = keys.exec(key)?.[1]
    if (id !== undefined) return { kind, owner, id }
  }
  return null
}
