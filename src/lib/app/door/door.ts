import { isApiQuestion } from '#lib/core/channel/api.ts'
import { jobMessage, type ChannelWords } from '#lib/core/channel/messages.ts'
import type { AnalysisFields } from '#lib/core/domain/analysis-fields.ts'
import type { AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Restored } from '#lib/core/backup/restored.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { QUALITIES, type Quality } from '#lib/core/domain/download.ts'
import { fault, FaultError, faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { Separation, StemName } from '#lib/core/domain/separation.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { onWorkerQuestions } from '#lib/platform/device/worker-questions.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { askForDownloads } from '#lib/work/downloads/ask.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import { CARDS } from '#models/cards.ts'
import { separationToShow } from '#lib/core/domain/choose-separation.ts'
import type { Intake, Library } from '../app.ts'
import type { Backup } from '../backup/contract.ts'
import type { Sharing } from '../sharing/contract.ts'
import type { JobFeed } from '../channel/job-feed.ts'
import { addText } from './add-text.ts'
import { answerQuestion, type ApiNeeds } from './api/api.ts'
import { framesOf, jobInfo, modelInfo, trackInfo } from './describe.ts'
import { askExport, exportedBlob, readExported } from './exports.ts'
import { askAnalysis, readFields } from './analysis.ts'
import { readStem, separationWith } from './read-stem.ts'
import type {
  AnalyseWish,
  BackupAsked,
  Exported,
  ExportWish,
  JobInfo,
  ModelInfo,
  Region,
  SharedLink,
  ShareWish,
  SoundForge,
  StemAudio,
  TextAdded,
  TrackInfo,
} from './sound-forge.ts'

/** What the door opens on. */
export interface DoorNeeds {
  library: Pick<Library, 'separate'>
  intake: Pick<Intake, 'files'>
  rows: Pick<RowStore, 'read' | 'write' | 'watch'>
  blobs: Pick<BlobStore, 'get' | 'keys' | 'blob'>
  clock: Pick<Clock, 'now'>
  newId(): string
  progress: {
    readonly all: ReadonlyMap<string, Progress>
    listen(tell: (all: ReadonlyMap<string, Progress>) => void): () => void
  }
  feed: Pick<JobFeed, 'listen'>
  words: ChannelWords
  sharing?: Pick<Sharing, 'share' | 'linkOf'>
  backup?: Pick<Backup, 'stream' | 'bring'>
  /** Of `/api/…`, by way of the service worker. */
  api?: { onQuestions: typeof onWorkerQuestions; meta: ApiNeeds['meta'] }
}

/** Some files could not be taken; the others are in. */
export class ImportError extends FaultError {
  readonly trackIds: string[]
  readonly refused: { name: string; fault: Fault }[]

  constructor(first: Fault, trackIds: string[], refused: { name: string; fault: Fault }[]) {
    super(first)
    this.trackIds = trackIds
    this.refused = refused
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new FaultError(outcome.fault)
}

/** Whatever is thrown inside leaves as an Error with its fault. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof FaultError ? error : new FaultError(faultFrom(error), error)
  }
}

class Door implements SoundForge {
  readonly #needs: DoorNeeds

  constructor(needs: DoorNeeds) {
    this.#needs = needs
  }

  importFiles = (files: readonly File[]): Promise<string[]> =>
    guarded(async () => {
      const { trackIds, known, refused } = await this.#needs.intake.files([...files], { separate: false })
      const [first] = refused
      const all = [...new Set([...trackIds, ...known])]
      if (first) throw new ImportError(first.fault, all, refused)
      return all
    })

  add = (text: string): Promise<TextAdded> =>
    guarded(() => addText({ ...this.#needs, now: () => this.#needs.clock.now() }, String(text)))

  download = (trackId: string, quality?: Quality): Promise<string> =>
    guarded(async () => {
      const { rows, clock, newId } = this.#needs
      const wanted = quality ?? (await rows.read(['settings'], readSettings)).quality
      if (!QUALITIES.includes(wanted)) throw new FaultError(fault('unknown', { detail: `quality ${wanted}` }))
      const [job] = await askForDownloads({ rows, newId, now: () => clock.now() }, [trackId], wanted)
      if (job === undefined) throw new FaultError(fault('has-audio'))
      return job
    })

  tracks = (): Promise<TrackInfo[]> =>
    guarded(() =>
      this.#needs.rows.read(['tracks', 'separations'], async ({ tracks, separations }) => {
        const all = Map.groupBy(await separations.all(), (one) => one.trackId)
        return (await tracks.all()).map((track) => trackInfo(track, all.get(track.id) ?? []))
      }),
    )

  separate = (trackId: string, wish: { model?: string; region?: Region } = {}): Promise<string> =>
    guarded(async () => {
      const { model, region } = wish
      const asked = {
        ...(model === undefined ? {} : { modelId: model }),
        ...(region === undefined ? {} : { region: framesOf(region) }),
      }
      return valueOf(await this.#needs.library.separate(trackId, asked))
    })

  job = (jobId: string): Promise<JobInfo | null> =>
    guarded(async () => {
      const found = await this.#needs.rows.read(['jobs', 'separations'], (tables) => rowsOf(tables, jobId))
      return found && jobInfo(found.job, this.#needs.progress.all.get(jobId) ?? null, found.separation)
    })

  watch: SoundForge['watch'] = (jobId, tell) => {
    const { rows, progress, words } = this.#needs
    let found: JobRows | null = null
    const say = () => {
      const live = progress.all.get(jobId) ?? null
      if (found) tell(jobInfo(found.job, live, found.separation), jobMessage(found.job, live, words))
    }
    const stopRows = rows.watch(
      (tables) => rowsOf(tables, jobId),
      (now) => {
        found = now
        say()
      },
    )
    const stopProgress = progress.listen((all) => all.has(jobId) && say())
    return () => {
      stopRows()
      stopProgress()
    }
  }

  listen: SoundForge['listen'] = (topic, tell) =>
    this.#needs.feed.listen((message) => {
      const ofAll = topic === 'jobs' && message.topic !== 'tracks'
      if (ofAll || message.topic === topic) tell(message)
    })

  stem = (trackId: string, name: StemName, region?: Region): Promise<StemAudio> =>
    guarded(async () => {
      const { rows, blobs } = this.#needs
      const all = await rows.read(['separations'], ({ separations }) => separations.by('trackId', trackId))
      const separation = separationWith(name, all)
      if (!separation) throw new FaultError(fault('stem-missing', { detail: name }))
      const whole = separation.region ?? { start: 0, end: separation.frames }
      return readStem(blobs, separation, name, region ? framesOf(region) : whole)
    })

  analyse = (trackId: string, wish: AnalyseWish = {}): Promise<string> =>
    guarded(() => askAnalysis(this.#needs, trackId, wish))

  analysis = (trackId: string, source: AnalysisSource = 'mix'): Promise<AnalysisFields | null> =>
    guarded(() => readFields(this.#needs, trackId, source))

  export = (trackIds: string | readonly string[], wish: ExportWish = {}) =>
    guarded(() => askExport(this.#exporting(), [trackIds].flat(), wish))

  exported = (exportId: string): Promise<Exported | null> =>
    guarded(() => readExported(this.#exporting(), exportId))

  exportedFile = (fileId: string): Promise<Blob> => guarded(() => exportedBlob(this.#exporting(), fileId))

  share = (trackId: string, wish: ShareWish = {}): Promise<SharedLink> =>
    guarded(async () => {
      const { sharing, rows, clock } = this.#needs
      if (!sharing) throw new FaultError(fault('share-gone'))
      const all = await rows.read(['separations'], ({ separations }) => separations.by('trackId', trackId))
      const { original = false, people = 1, hours = 24, from = '' } = wish
      const terms = {
        stems: [...(separationToShow(all, null)?.stems ?? [])],
        ...{ original, analysis: true, mix: true, from, mostUses: people },
        expiresAt: hours === null ? null : clock.now() + hours * 3_600_000,
      }
      const id = valueOf(await sharing.share({ trackId }, terms))
      const share = await rows.read(['shares'], ({ shares }) => shares.get(id))
      if (!share) throw new FaultError(fault('share-gone'))
      return { id, link: sharing.linkOf(share) }
    })

  backup = ({ trackIds, holds = ['original', 'stems'] }: BackupAsked = {}) =>
    guarded(() => this.#keeping().stream(trackIds ? { holds, trackIds } : { holds }))

  restore = (file: Blob): Promise<Restored> => guarded(async () => valueOf(await this.#keeping().bring(file)))

  models = (): Promise<ModelInfo[]> =>
    guarded(async () => {
      const all = await this.#needs.rows.read(['models'], ({ models }) => models.all())
      return CARDS.map((card) => modelInfo(card, all.find((row) => row.id === card.id) ?? null))
    })

  #keeping() {
    const { backup } = this.#needs
    if (!backup) throw new FaultError(fault('storage-failed', { detail: 'no backups here' }))
    return backup
  }

  #exporting() {
    const { rows, blobs, newId, clock } = this.#needs
    return { rows, blobs, newId: () => newId(), now: () => clock.now() }
  }
}

interface JobRows {
  job: Job
  separation: Separation | null
}

async function rowsOf(
  { jobs, separations }: Pick<Tables, 'jobs' | 'separations'>,
  jobId: string,
): Promise<JobRows | null> {
  const job = await jobs.get(jobId)
  if (!job) return null
  return {
    job,
    separation: job.wish.kind === 'separate' ? await separations.get(job.wish.separationId) : null,
  }
}

/** Opens the door to programs on this page; answers with its close. */
export function openDoor(needs: DoorNeeds): () => void {
  const door = new Door(needs)
  globalThis.sfa = door
  const stopApi = needs.api ? openApi({ ...needs, sfa: door, meta: needs.api.meta }, needs.api) : undefined
  return () => {
    stopApi?.()
    if (globalThis.sfa === door) globalThis.sfa = undefined
  }
}

function openApi(needs: ApiNeeds, { onQuestions }: NonNullable<DoorNeeds['api']>): () => void {
  return onQuestions(isApiQuestion, (question, say) => {
    say({ type: 'taken' })
    void answerQuestion(needs, question).then((answer) => say({ type: 'answer', answer }))
  })
}
