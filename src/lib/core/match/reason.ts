import type { Version } from './versions.ts'

/** Why a score is what it is; `values` are what its sentence speaks of. */
export type Reason =
  | { code: 'isrc-same' | 'isrc-differs' }
  | { code: 'title-same' | 'title-near' | 'title-differs' }
  | {
      code:
        | 'artist-same'
        | 'artist-shared'
        | 'artist-in-title'
        | 'artist-near'
        | 'artist-differs'
        | 'artist-unknown'
    }
  | { code: 'length-same' | 'length-near' | 'length-off' | 'length-unknown'; deltaMs: number | null }
  | { code: 'version-differs'; wanted: readonly Version[]; found: readonly Version[] }
  | { code: 'remix-differs' }
  | { code: 'album-same' }
