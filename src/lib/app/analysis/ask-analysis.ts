import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertAnalysis, type AnalyseAsked } from '#lib/work/queue/new-analysis.ts'

/** The id of the analysis' job; the same asked again, and not ended, is the same job. Faults: `track-gone`, `no-audio`. */
// Not in a `.svelte.ts` file: see `read-song.ts`.
export function askAnalysis(
  rows: Pick<RowStore, 'write'>,
  trackId: string,
  asked: AnalyseAsked,
): Promise<string> {
  return rows.write(['tracks', 'jobs'], async (tables) => {
    const track = await tables.tracks.get(trackId)
    if (!track) throw new FaultError(fault('track-gone'))
    if (track.state === 'listed') throw new FaultError(fault('no-audio'))
    return (await insertAnalysis(tables, trackId, asked)).id
  })
}
