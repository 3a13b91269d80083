import { originalPrefix } from '#lib/core/domain/keys.ts'
import type { KindRows } from './kind-rows.ts'

export const downloadRows: KindRows<'download'> = {
  // What a person chose for this song outlives a download that they stop.
  async undo({ trackId }, { downloads }) {
    await downloads.change(trackId, (row) =>
      row.state === 'done' ? row : { ...row, state: 'looking', chosen: null, transfer: null },
    )
  },

  // The job says why; pieces that came stay for the next try.
  async fail() {},

  // Asked for again by a person: sources may offer better by now, also what was refused before.
  async revive({ trackId }, { tracks, downloads }) {
    const track = await tracks.get(trackId)
    if (!track || track.file !== null) return false
    await downloads.change(trackId, (row) =>
      row.chosen ? { ...row, refused: [] } : { ...row, refused: [], offers: [], state: 'looking' },
    )
    return true
  },

  async leftovers({ trackId }, { tracks }) {
    const track = await tracks.get(trackId)
    return track && track.file === null ? [originalPrefix(trackId)] : []
  },
}
