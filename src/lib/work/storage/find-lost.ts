import { fault } from '#lib/core/domain/fault.ts'
import { modelPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { Lost } from '#lib/core/storage/lost.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Measured } from './measure.ts'

interface Doors {
  rows: RowStore
  blobs: Pick<BlobStore, 'use'>
}

/**
 * Finds songs, stems and models whose bytes are gone though their rows are here: a browser may clear one store and keep another.
 * A song keeps its row, says so, and takes the same file again; stems and models are to be made and fetched anew. To be run
 * while nobody brings or removes bytes (`UNOWNED_BYTES`).
 */
export async function noteLost({ rows, blobs }: Doors, { songs }: Measured): Promise<Lost> {
  const { tracks, separations, models } = await rows.read(
    ['tracks', 'separations', 'models'],
    async (tables) => ({
      tracks: await tables.tracks.all(),
      separations: await tables.separations.all(),
      models: await tables.models.all(),
    }),
  )
  const gone = async (prefix: string) => (await blobs.use(prefix)).count === 0
  const isBare = (id: string) => {
    const { original = 0, sound = 0, stems = 0 } = songs.get(id) ?? {}
    return original + sound + stems === 0
  }
  const withFile = tracks.filter((track) => track.state === 'ready' && track.file)
  const bare = withFile.filter((track) => isBare(track.id))
  const lostTracks = await those(bare, (track) => gone(trackPrefix(track.id)))
  const lostSounds = withFile.filter(({ id, pcm }) => pcm && !songs.get(id)?.sound && songs.get(id)?.original)
  const unheard = separations.filter((row) => row.finished.length > 0 && !songs.get(row.trackId)?.stems)
  const lostStems = await those(unheard, (row) => gone(separationPrefix(row.id)))
  const lostModels = await those(models, async (row) => {
    const hash = row.parts[0] ?? row.imported[0]?.sha256
    return hash !== undefined && gone(modelPrefix(hash))
  })
  await rows.write(['tracks', 'separations', 'models'], async (tables) => {
    for (const { id } of lostTracks)
      await tables.tracks.change(id, (track) => ({
        ...track,
        ...{ state: 'failed', fault: fault('storage-lost'), pcm: null, hasCover: false },
      }))
    // The file is here: its sound is decoded again when somebody wants it.
    for (const { id } of lostSounds) await tables.tracks.change(id, (track) => ({ ...track, pcm: null }))
    for (const { id } of lostStems) await tables.separations.remove(id)
    for (const { id } of lostModels) await tables.models.remove(id)
  })
  return { songs: lostTracks.length, stems: lostStems.length, models: lostModels.length }
}

async function those<T>(all: readonly T[], are: (one: T) => Promise<boolean>): Promise<T[]> {
  const found: T[] = []
  for (const one of all) if (await are(one)) found.push(one)
  return found
}
