import { fault } from '#lib/core/domain/fault.ts'
import { pcmPrefix, trackPeaksKey } from '#lib/core/domain/keys.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { KindRows } from './kind-rows.ts'

function untilReady(tables: Tables, trackId: string, edit: (track: Track) => Track): Promise<Track | null> {
  return tables.tracks.change(trackId, (track) => (track.state === 'ready' ? track : edit(track)))
}

export const prepareRows: KindRows<'prepare'> = {
  async undo({ trackId }, tables) {
    await untilReady(tables, trackId, (track) => ({ ...track, state: 'failed', fault: fault('cancelled') }))
  },

  async fail({ trackId }, why, tables) {
    await untilReady(tables, trackId, (track) => ({ ...track, state: 'failed', fault: why }))
  },

  async revive({ trackId }, tables) {
    const again = await untilReady(tables, trackId, (track) => ({ ...track, state: 'arriving', fault: null }))
    return again !== null
  },

  async leftovers({ trackId }, tables) {
    const track = await tables.tracks.get(trackId)
    return track?.state === 'ready' ? [] : [pcmPrefix(trackId), trackPeaksKey(trackId, '')]
  },
}
