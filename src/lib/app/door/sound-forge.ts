import type { Held } from '#lib/core/backup/archive.ts'
import type { Restored } from '#lib/core/backup/restored.ts'
import type { JobMessage } from '#lib/core/channel/messages.ts'
import type { TrackMessage } from '#lib/core/channel/track-events.ts'
import type { AnalysisFields } from '#lib/core/domain/analysis-fields.ts'
import type { AnalysisFeature, AnalysisMode, AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Quality } from '#lib/core/domain/download.ts'
import type { SoundFacts } from '#lib/core/domain/export.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { JobKind, JobPhase, JobState } from '#lib/core/domain/job.ts'
import type { Processing, Recipe, TagWish } from '#lib/core/domain/recipe.ts'
import type { EngineReport, StemName } from '#lib/core/domain/separation.ts'

/** What `add` did: songs that are there now, and the jobs that look links up. */
export interface TextAdded {
  trackIds: string[]
  jobIds: string[]
}

/** A stretch of a song in seconds, end exclusive. */
export interface Region {
  start: number
  end: number
}

export interface TrackInfo {
  id: string
  title: string
  artist: string
  album: string
  /** 'listed' while there is no audio of it, 'arriving' until its sound is decoded. */
  state: 'listed' | 'arriving' | 'ready' | 'failed'
  durationS: number | null
  fault: Fault | null
  /** Newest first. */
  separations: {
    id: string
    model: string
    stems: StemName[]
    complete: boolean
    region: Region | null
    segments: { done: number; total: number }
  }[]
}

export interface JobInfo {
  id: string
  kind: JobKind
  trackId: string | null
  state: JobState
  phase: JobPhase
  /** 0 to 1 of the whole job. */
  fraction: number
  /** Seconds; null until it can be told honestly. */
  leftS: number | null
  fault: Fault | null
  /** Of a separation: parts of the song whose stems are stored, and all that were asked for. */
  segments: { done: number; total: number } | null
  /** Of a separation: what runs it, once chosen. */
  engine: EngineReport | null
}

export interface StemAudio {
  sampleRate: number
  /** Left and right, of equal length. */
  channels: [Float32Array, Float32Array]
}

export interface AnalyseWish {
  mode?: AnalysisMode
  features?: readonly AnalysisFeature[]
  source?: AnalysisSource
}

/** What a program asks an export for: a recipe (`core/domain/recipe.ts`), of which everything may be left out. */
export interface ExportWish extends Partial<Omit<Recipe, 'processing' | 'tags'>> {
  processing?: Partial<Processing>
  tags?: Partial<TagWish>
  /** Of the ZIP or folder it would become. */
  name?: string
}

export interface Exported {
  id: string
  name: string
  isMade: boolean
  files: {
    id: string
    trackId: string | null
    /** With its ending; `/` between folders. */
    path: string
    mime: string
    state: 'waiting' | 'made' | 'failed'
    bytes: number | null
    fault: Fault | null
    /** What was measured of what went into it. */
    sound: SoundFacts | null
  }[]
  /** What was asked for and cannot be. */
  leftOut: { trackId: string; what: string; fault: Fault }[]
}

export interface ShareWish {
  original?: boolean
  people?: number | null
  hours?: number | null
  /** Who it is from, as the receiver sees it. */
  from?: string
}

export interface SharedLink {
  id: string
  link: string
}

export interface BackupAsked {
  trackIds?: readonly string[]
  holds?: readonly Held[]
}

export interface ModelInfo {
  id: string
  title: string
  stems: StemName[]
  /** Size of its download. */
  bytes: number
  state: 'absent' | 'partial' | 'ready'
  /** False where a person must bring the file. */
  served: boolean
  licence: { name: string; summary: string; url: string }
}

/**
 * The door for programs, `window.sfa` on every page of the app. What it gives is plain data, the caller's own. What goes
 * wrong is thrown as an `Error` whose `fault` holds `{code, retry, detail?}`.
 */
export interface SoundForge {
  /**
   * Puts files into the library, to be separated only when asked; the same bytes twice are the same track. When some could not be taken, the others are
   * in, and the error carries their ids as `trackIds`.
   */
  importFiles(files: readonly File[]): Promise<string[]>
  /**
   * Takes links, one or many, or a list of songs in any shape, as text; the same song twice is the same track. Links of albums and
   * lists become tracks once their job has looked them up.
   */
  add(text: string): Promise<TextAdded>
  /** Asks for the sound of a song that has none, and answers with the job's id. */
  download(trackId: string, quality?: Quality): Promise<string>
  tracks(): Promise<TrackInfo[]>
  /** Asks for stems and answers with the job's id. Without a model, that of the settings; without a region, all of it. */
  separate(trackId: string, wish?: { model?: string; region?: Region }): Promise<string>
  /** null when there is no such job. */
  job(jobId: string): Promise<JobInfo | null>
  /**
   * Calls `tell` with the job now and whenever it changes, at most 4 times a second; answers with stop. `message` is the
   * same as other pages are told: `job:progress`, `job:completed` or `job:failed`.
   */
  watch(jobId: string, tell: (job: JobInfo, message: JobMessage) => void): () => void
  /**
   * Calls `tell` with what happens from now on: of every job (`jobs`), of one (`jobs:ID`), or of songs (`tracks`); answers
   * with stop. The topics `jobs:ID` and `tracks` are told on `BroadcastChannel`s of the same names too.
   */
  listen(topic: string, tell: (message: JobMessage | TrackMessage) => void): () => void
  /** A stem as samples, of the track's newest separation that has it: what was separated, or the part of it asked for. */
  stem(trackId: string, name: StemName, region?: Region): Promise<StemAudio>
  /**
   * Asks for files of songs and answers with the ids of the export and its job (which `watch` follows). Made files stay until the export is
   * forgotten; the same again is there at once.
   */
  export(
    trackIds: string | readonly string[],
    wish?: ExportWish,
  ): Promise<{ exportId: string; jobId: string }>
  /** How far an export is, file by file; null when there is none. */
  exported(exportId: string): Promise<Exported | null>
  /** The bytes of a made file, read lazily. */
  exportedFile(fileId: string): Promise<Blob>
  /**
   * Makes a link to a song, which others open in their browsers while this page is open: stems, analysis and mixer settings,
   * and the file with `original`. For `people` (1) and `hours` (24); null is any number, or until it is stopped.
   */
  share(trackId: string, wish?: ShareWish): Promise<SharedLink>
  /**
   * The library, or some songs of it, as the bytes of a backup, made as they are read. `holds` says what goes in beside rows and pictures:
   * files and stems, unless told otherwise.
   */
  backup(wish?: BackupAsked): Promise<ReadableStream<Uint8Array>>
  /** Brings a backup in: what is here stays. What could not be brought is `missing`. */
  restore(file: Blob): Promise<Restored>
  models(): Promise<ModelInfo[]>
  /**
   * Asks for an analysis and answers with the job's id. `full` is everything, `quick` tempo, key and energy; `features` picks
   * some. `source: 'stems'` listens to a whole separation.
   */
  analyse(trackId: string, wish?: AnalyseWish): Promise<string>
  /** What was found last, as a flat object; null where nothing was. */
  analysis(trackId: string, source?: AnalysisSource): Promise<AnalysisFields | null>
}

declare global {
  /** Set once the app has started. */
  var sfa: SoundForge | undefined
}
