import type { Fault } from '../domain/fault.ts'

/** One thing of an archive that could not be brought, for a list a person can keep. */
export interface NotBrought {
  what: 'song' | 'file' | 'stems' | 'model' | 'pack'
  name: string
  why: 'damaged' | 'cut' | Fault['code']
}

export interface Restored {
  songs: number
  /** Of them, those that were not here before. */
  fresh: number
  stems: number
  models: number
  bytes: number
  missing: NotBrought[]
}
