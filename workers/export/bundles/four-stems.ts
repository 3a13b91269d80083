import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { laneHex } from '#lib/core/domain/lane-colors.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import type { BundleOrder, SoundOrder } from '../contract.ts'

/** The four places of a stem file in the order players show them, and which stems go into each. */
const PLACES: readonly { name: string; color: StemName; of: readonly StemName[] }[] = [
  { name: 'Drums', color: 'drums', of: ['drums'] },
  { name: 'Bass', color: 'bass', of: ['bass'] },
  { name: 'Other', color: 'other', of: ['other', 'guitar', 'piano'] },
  { name: 'Vocals', color: 'vocals', of: ['vocals'] },
]

export interface FourStems {
  /** The master, then the four: the order of the tracks. */
  sounds: SoundOrder[]
  labels: { name: string; color: string }[]
}

/** A stem file has neither more nor fewer than four: what a model took apart further is put together again. */
export function fourStems({ sounds }: Pick<BundleOrder, 'sounds'>): FourStems {
  const song = sounds.findLast(({ stem }) => stem === null)
  const four = PLACES.map(({ of }) => ({
    lanes: sounds.filter(({ stem }) => stem !== null && of.includes(stem)).flatMap(({ lanes }) => lanes),
    master: 1,
  }))
  if (!song || four.some(({ lanes }) => lanes.length === 0)) throw new FaultError(fault('stem-missing'))
  return {
    sounds: [{ lanes: song.lanes, master: song.master }, ...four],
    labels: PLACES.map(({ name, color }) => ({ name, color: laneHex(color) })),
  }
}
