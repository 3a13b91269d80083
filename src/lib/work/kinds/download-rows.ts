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

  async revive({ trackId }, { tracks }) {
    const track = await tracks.get(trackId)
    return track !== null && track.file === null
  },

  async leftovers({ trackId }, { tracks }) {
    const track = await tracks.get(trackId)
    return track && track.file === null ? [originalPrefix(trackId)] : []
  },
}
