import type { BackupHead, Held, PackOrder, PackRows } from '#lib/core/backup/archive.ts'
import { FORMAT, FORMAT_VERSION } from '#lib/core/backup/archive.ts'
import { safeName } from '#lib/core/domain/export-name.ts'
import { modelPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import { isPresetId, trackRecipeId } from '#lib/core/domain/recipe.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { ByteKind } from '#lib/core/storage/byte-sums.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'

export interface BackupWish {
  /** What goes in beside rows and pictures. Stems come with their songs. */
  holds: readonly Held[]
  /** Left out, all songs. */
  trackIds?: readonly string[]
}

/** Settings that are of a person's taste; addresses, consents and secrets stay on the device. */
export const KEPT_SETTINGS = [
  'theme',
  'defaultModel',
  'autoSeparate',
  'autoAnalyse',
  'audioOrder',
  'quality',
  'keyNotation',
  'namesWithTempo',
  'clickVolume',
  'countIn',
] as const

const TABLES = [
  'tracks',
  'separations',
  'mixes',
  'analyses',
  'analysisEdits',
  'downloads',
  'albums',
  'albumTracks',
  'batches',
  'settings',
  'models',
  'recipes',
] as const

/** Everything a backup is made of but its bytes, as the rows stand at one moment. */
export function orderBackup(
  rows: Pick<RowStore, 'read'>,
  wish: BackupWish,
  facts: { app: string; now: number; bytes: number },
): Promise<{ head: BackupHead; packs: PackOrder[] }> {
  return rows.read(TABLES, async (tables) => {
    const wanted = wish.trackIds && new Set(wish.trackIds)
    const tracks = (await tables.tracks.all()).filter((track) => !wanted || wanted.has(track.id))
    const packs: PackOrder[] = []
    for (const [index, track] of tracks.entries())
      packs.push(await songPack(tables, track, index, wish.holds))
    packs.push(await listsPack(tables, new Set(tracks.map((track) => track.id)), wanted === undefined))
    if (wish.holds.includes('models')) packs.push(...(await tables.models.all()).map(modelPack))
    const head: BackupHead = {
      ...{ format: FORMAT, version: FORMAT_VERSION, app: facts.app, createdAt: facts.now },
      ...{ holds: [...wish.holds], songs: tracks.length, bytes: facts.bytes },
    }
    return { head, packs }
  })
}

async function songPack(
  tables: Tables,
  track: Track,
  index: number,
  holds: readonly Held[],
): Promise<PackOrder> {
  const stems = holds.includes('stems')
  const separations = stems
    ? (await tables.separations.by('trackId', track.id)).filter((row) => row.finished.length > 0)
    : []
  const one = <T>(row: T | null) => (row ? [row] : [])
  const kinds: ByteKind[] = ['pictures']
  if (holds.includes('original')) kinds.push('original')
  if (stems) kinds.push('stems')
  return {
    folder: `songs/${String(index + 1).padStart(6, '0')}`,
    rows: {
      tracks: [track],
      separations,
      mixes: one(await tables.mixes.get(track.id)),
      analyses: await tables.analyses.by('trackId', track.id),
      analysisEdits: one(await tables.analysisEdits.get(track.id)),
      downloads: one(await tables.downloads.get(track.id)),
      recipes: one(await tables.recipes.get(trackRecipeId(track.id))),
    },
    prefixes: [trackPrefix(track.id), ...separations.map((row) => separationPrefix(row.id))],
    kinds,
    fileName: track.file && safeName(track.file.name).slice(0, 200),
  }
}

async function listsPack(tables: Tables, ids: ReadonlySet<string>, all: boolean): Promise<PackOrder> {
  const albumTracks = (await tables.albumTracks.all()).filter((place) => ids.has(place.trackId))
  const used = new Set(albumTracks.map((place) => place.albumId))
  const albums = (await tables.albums.all()).filter((album) => all || used.has(album.id))
  const settings = (await tables.settings.all()).filter((row) =>
    (KEPT_SETTINGS as readonly string[]).includes(row.key),
  )
  const batches = all ? await tables.batches.all() : []
  const recipes = all ? (await tables.recipes.all()).filter(({ id }) => isPresetId(id)) : []
  const rows: PackRows = { albums, albumTracks, batches, recipes, settings: all ? settings : [] }
  return { folder: 'lists', rows, prefixes: [], kinds: [], fileName: null }
}

function modelPack(row: ModelRow, index: number): PackOrder {
  const hashes = [...row.parts, ...row.imported.map((graph) => graph.sha256)]
  return {
    folder: `models/${String(index + 1).padStart(3, '0')}`,
    rows: { models: [row] },
    prefixes: hashes.map(modelPrefix),
    kinds: ['models'],
    fileName: null,
  }
}
