import { separationPrefix } from '#lib/core/domain/keys.ts'
import { newSeparation } from '../queue/new-separation.ts'
import type { KindRows } from './kind-rows.ts'

export const separateRows: KindRows<'separate'> = {
  async undo({ separationId }, { separations }) {
    const row = await separations.get(separationId)
    if (row?.state === 'partial') await separations.remove(row.id)
  },

  // The job itself says why; finished segments stay for the next try.
  async fail() {},

  async revive(wish, { tracks, separations }, now) {
    const track = await tracks.get(wish.trackId)
    if (!track) return false
    if (!(await separations.get(wish.separationId))) await separations.put(newSeparation(wish, track, now))
    return true
  },

  async leftovers({ separationId }, { separations }) {
    return (await separations.get(separationId)) ? [] : [separationPrefix(separationId)]
  },
}
