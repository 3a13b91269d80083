import type { TrackId } from './ids.ts'
import type { LaneName } from './mix.ts'
import { LANE_ORDER } from './separation.ts'

/** What of a song has an address: its file as it came, the decoded song, or one of its stems. */
export type FilePart = 'original' | LaneName

export const WAV_BITS = [16, 24, 32] as const
export type WavBits = (typeof WAV_BITS)[number]

export interface FileWish {
  trackId: TrackId
  part: FilePart
  bits: WavBits
  /** A certain separation; null is the newest complete one. */
  separationId: string | null
  /** To be saved, not shown. */
  download: boolean
}

const PARTS: readonly FilePart[] = ['original', 'mix', ...LANE_ORDER]
/** What is asked for where nothing is said: exact to 144 dB, and every editor takes it. */
const USUAL_BITS = 24

/**
 * Where the service worker serves a part of a song, e.g. `/files/<trackId>/vocals.wav`. It answers byte ranges, and only
 * pages of this site that it controls.
 */
export function fileAddress(trackId: TrackId, part: FilePart, ending = 'wav'): string {
  return `/files/${encodeURIComponent(trackId)}/${part}.${ending}`
}

/** The parts of a `URL` that are read here. */
interface Address {
  pathname: string
  searchParams: { get(name: string): string | null; has(name: string): boolean }
}

/** The wish behind an address, or null when it is none. Queries: `bits=16|24|32`, `separation=<id>`, `download`. */
export function fileWishOf({ pathname, searchParams }: Address): FileWish | null {
  const [, id = '', name = '', ending = ''] =
    /^\/files\/([^/]+)\/([a-z]+)\.([A-Za-z0-9]{1,8})$/.exec(pathname) ?? []
  const part = PARTS.find((one) => one === name)
  const bits = WAV_BITS.find((one) => one === Number(searchParams.get('bits') ?? USUAL_BITS))
  const trackId = decoded(id)
  if (!part || !bits || !trackId) return null
  if (part !== 'original' && ending.toLowerCase() !== 'wav') return null
  const separationId = searchParams.get('separation')
  return { trackId, part, bits, separationId, download: searchParams.has('download') }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray percent sign: no song has such a name.
    return null
  }
}
