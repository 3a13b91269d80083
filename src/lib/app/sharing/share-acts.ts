import type { Clock } from '#lib/core/domain/clock.ts'
import { separationToShow } from '#lib/core/domain/choose-separation.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { keyText } from '#lib/core/sharing/link-key.ts'
import type { Share, ShareTerms } from '#lib/core/sharing/share.ts'
import { randomKey } from '#lib/platform/rtc/secrets.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { insertJob } from '#lib/work/queue/insert.ts'
import type { ModelCard } from '#models/card.ts'

export interface ShareDoors {
  rows: RowStore
  clock: Pick<Clock, 'now'>
  newId(): string
  cardOf(id: string): ModelCard | null
}

export type Shared = { trackId: string } | { modelId: string }

/** Notes a share and the job that packs it; answers its id. Fault thrown as FaultError: `share-gone`. */
export function insertShare(
  { rows, clock, newId, cardOf }: ShareDoors,
  what: Shared,
  terms: ShareTerms,
): Promise<string> {
  return rows.write(['shares', 'tracks', 'separations', 'models', 'jobs'], async (tables) => {
    const of =
      'trackId' in what
        ? await ofTrack(tables, what.trackId)
        : await ofModel(tables, what.modelId, cardOf(what.modelId))
    const share: Share = {
      ...terms,
      ...of,
      id: newId(),
      key: keyText(randomKey()),
      state: 'packing',
      fault: null,
      manifest: null,
      ...{ bytes: 0, sentBytes: 0, takers: [] },
      createdAt: clock.now(),
    }
    await tables.shares.put(share)
    const wish = { kind: 'send', shareId: share.id, trackId: share.trackId } as const
    await insertJob(tables, newJob(newId(), wish, clock.now(), { priority: 1 }))
    return share.id
  })
}

async function ofTrack({ tracks, separations }: Pick<Tables, 'tracks' | 'separations'>, trackId: string) {
  const track = await tracks.get(trackId)
  if (!track?.pcm) throw new FaultError(fault('share-gone'))
  const stems = separationToShow(await separations.by('trackId', trackId), null)
  return { title: track.title, trackId, separationId: stems?.id ?? null, modelId: null }
}

async function ofModel({ models }: Pick<Tables, 'models'>, modelId: string, card: ModelCard | null) {
  const row = await models.get(modelId)
  if (row?.state !== 'ready' || !card || row.parts.length === 0) throw new FaultError(fault('share-gone'))
  return { title: card.title, trackId: null, separationId: null, modelId }
}
