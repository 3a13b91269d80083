import { analysisId } from '#lib/core/domain/analysis.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { originalPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import { trackRecipeId } from '#lib/core/domain/recipe.ts'
import type { Track, TrackText } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { PackRows } from '#lib/core/backup/archive.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { insertJob } from '../queue/insert.ts'
import { refreshFacts } from '../track-facts.ts'
import { rowsIn } from './read-pack.ts'

export interface RestoreDoors {
  rows: RowStore
  now(): number
  newId(): string
}

/** Where a song of a backup goes, settled before a byte of it is written. */
export interface SongPlan {
  /** As the backup has it. */
  track: Track
  /** The song that it is here, or the new one's id. */
  id: string
  isNew: boolean
  /** Its file is to be brought: it is not here. */
  wantsFile: boolean
  /** Stems that are not here, under the ids they get. */
  separations: { row: Separation; id: string }[]
  into: [from: string, to: string][]
}

const sameWork = (a: Separation, b: Separation) =>
  a.modelId === b.modelId &&
  a.modelHash === b.modelHash &&
  a.region?.start === b.region?.start &&
  a.region?.end === b.region?.end

/** The song of this library that a song of a backup is: by where it came from, or by its very bytes. */
export async function songHere({ tracks }: Pick<Tables, 'tracks'>, track: Track): Promise<Track | null> {
  const [same] = await tracks.by('sourceKey', track.sourceKey)
  if (same || !track.file) return same ?? null
  return (await tracks.by('file.sha256', track.file.sha256))[0] ?? null
}

export function planSong(doors: RestoreDoors, pack: PackRows): Promise<SongPlan | null> {
  const [track] = rowsIn(pack, 'tracks')
  if (!track) return Promise.resolve(null)
  return doors.rows.read(['tracks', 'separations'], async (tables) => {
    const here = await songHere(tables, track)
    const taken = !here && (await tables.tracks.get(track.id)) !== null
    const id = here?.id ?? (taken ? doors.newId() : track.id)
    const wantsFile = track.file !== null && !(here?.file && here.state !== 'failed')
    const mine = here ? await tables.separations.by('trackId', here.id) : []
    const separations: SongPlan['separations'] = []
    for (const row of rowsIn(pack, 'separations')) {
      if (mine.some((one) => sameWork(one, row) && one.finished.length >= row.finished.length)) continue
      const used = (await tables.separations.get(row.id)) !== null
      separations.push({ row, id: used ? doors.newId() : row.id })
    }
    const into: SongPlan['into'] = separations.map((one) => [
      separationPrefix(one.row.id),
      separationPrefix(one.id),
    ])
    // A song that is here keeps its pictures and analyses; a new one, or one without audio, takes those of the backup.
    if (wantsFile || !here) into.push([trackPrefix(track.id), trackPrefix(id)])
    return { track, id, isNew: !here, wantsFile, separations, into }
  })
}

/** What came of a song's bytes: keys, as the backup has them, that could not be brought. */
export interface Brought {
  lost: readonly string[]
  /** The file is here whole. */
  file: boolean
}

/**
 * Writes a song's rows after its bytes: what is here stays, what is missing here comes from the backup. Corrections of a person
 * count where nothing was corrected here. Answers the stems that were left out because bytes of theirs are lost.
 */
export function writeSong(
  doors: RestoreDoors,
  plan: SongPlan,
  pack: PackRows,
  { lost, file }: Brought,
): Promise<Separation[]> {
  const { id, separations } = plan
  const whole = separations.filter((one) => !lost.some((key) => key.startsWith(separationPrefix(one.row.id))))
  return doors.rows.write(ALL_TABLES, async (tables) => {
    const here = await tables.tracks.get(id)
    const track = merged(here, plan, file, whole.length > 0)
    await tables.tracks.put(track)
    for (const one of whole) await tables.separations.put({ ...one.row, id: one.id, trackId: id })
    await addMissing(tables, id, pack, here === null)
    if (track.state === 'arriving') {
      const job = newJob(doors.newId(), { kind: 'prepare', trackId: id }, doors.now())
      await insertJob(tables, job)
    }
    await refreshFacts(tables, id)
    return separations.filter((one) => !whole.includes(one)).map((one) => one.row)
  })
}

function merged(here: Track | null, plan: SongPlan, file: boolean, stems: boolean): Track {
  const { track, id, wantsFile } = plan
  const base: Track = here ? withCorrections(here, track) : { ...track, id, albumId: null, pcm: null }
  if (!wantsFile) return base
  const sound = { file: track.file, audio: track.audio, durationS: track.durationS, pcm: null }
  const known = { ...base, ...sound, hasCover: base.hasCover || track.hasCover }
  if (file) return { ...known, state: track.audio ? 'ready' : 'arriving', fault: null }
  if (stems) return { ...known, state: 'ready', fault: null }
  return { ...known, state: 'failed', fault: fault('backup-without-sound') }
}

/** Fields that a person corrected in the backup and nobody corrected here. */
function withCorrections(here: Track, backup: Track): Track {
  const fields = backup.edited.filter((field) => !here.edited.includes(field))
  const text: Partial<TrackText> = Object.fromEntries(fields.map((field) => [field, backup[field]]))
  return { ...here, ...text, edited: [...here.edited, ...fields] }
}

async function addMissing(tables: Tables, trackId: string, pack: PackRows, isNew: boolean): Promise<void> {
  const [mix] = rowsIn(pack, 'mixes')
  if (mix && !(await tables.mixes.get(trackId))) await tables.mixes.put({ ...mix, trackId })
  const [edit] = rowsIn(pack, 'analysisEdits')
  if (edit && !(await tables.analysisEdits.get(trackId))) await tables.analysisEdits.put({ ...edit, trackId })
  const [recipe] = rowsIn(pack, 'recipes')
  const recipeId = trackRecipeId(trackId)
  if (recipe && !(await tables.recipes.get(recipeId))) await tables.recipes.put({ ...recipe, id: recipeId })
  const [download] = rowsIn(pack, 'downloads')
  if (download && isNew) await tables.downloads.put({ ...download, trackId })
  const mine = await tables.analyses.by('trackId', trackId)
  for (const row of rowsIn(pack, 'analyses'))
    if (!mine.some((one) => one.source === row.source))
      await tables.analyses.put({ ...row, id: analysisId(trackId, row.source), trackId })
}

/** Whether every byte of the song's file was brought. */
export function hasWholeFile(plan: SongPlan, lost: readonly string[], bytes: number): boolean {
  const prefix = originalPrefix(plan.track.id)
  return bytes === plan.track.file?.bytes && !lost.some((key) => key.startsWith(prefix))
}
