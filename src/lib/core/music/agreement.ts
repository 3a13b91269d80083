import type { MusicalKey } from '../domain/analysis.ts'
import { keyRelation } from './musical-key.ts'

/** How far two measured tempi may lie apart and still be one: 4 %, as tempo has been judged since Gouyon et al. 2006. */
const SAME = 0.04

/** How a second reading stands to ours. `level`: the same beat counted at half, double, a third or three times the speed. */
export type Agreement = 'same' | 'level' | 'near' | 'other' | 'unknown'

export function tempoAgreement(ours: number | null, theirs: number | null): Agreement {
  if (ours === null || theirs === null) return 'unknown'
  const near = (times: number) => Math.abs((theirs * times) / ours - 1) <= SAME
  if (near(1)) return 'same'
  return [2, 1 / 2, 3, 1 / 3].some(near) ? 'level' : 'other'
}

/** `near`: relative or parallel keys and those a fifth apart, which share most of their notes or their tonic. */
export function keyAgreement(ours: MusicalKey | null, theirs: MusicalKey | null): Agreement {
  if (ours === null || theirs === null) return 'unknown'
  const relation = keyRelation(ours, theirs)
  if (relation === 'same') return 'same'
  return relation !== null || ours.tonic === theirs.tonic ? 'near' : 'other'
}
