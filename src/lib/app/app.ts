import type { Diagnostics } from './diagnostic-facts.ts'
import type { Album } from '#lib/core/domain/album.ts'
import type { DeviceFacts } from '#lib/core/domain/device.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { Conditions, Job, Progress } from '#lib/core/domain/job.ts'
import type { LaneName, LaneSettings } from '#lib/core/domain/mix.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { FrameRange, Separation } from '#lib/core/domain/separation.ts'
import type { Settings } from '#lib/core/domain/settings.ts'
import type { Track, TrackText } from '#lib/core/domain/track.ts'
import type { Plan } from '#lib/core/intake/plan.ts'
import type { AddWish } from '#lib/core/intake/wish.ts'
import type { Breaker } from '#lib/core/jobs/breaker.ts'
import type { Limits } from '#lib/core/jobs/lanes.ts'
import type { Scope } from '#lib/core/jobs/scope.ts'
import type { Waiting } from '#lib/core/jobs/waiting.ts'
import type { ListReading } from '#lib/core/lists/row.ts'
import type { KeyNotation } from '#lib/core/music/musical-key.ts'
import type { Added } from '#lib/work/intake/insert-wish.ts'
import type { ModelCard } from '#models/card.ts'
import type { LaneMix, WavFormat } from '#workers/audio/contract.ts'
import type { AnalysisRoom } from './analysis/analysis-room.ts'
import type { Backup } from './backup/contract.ts'
import type { Callers, Hooks, Signals } from './connections.ts'
import type { Sharing } from './sharing/contract.ts'
import type { StorageView } from './storage-contract.ts'
import type { Spotify } from './spotify/contract.ts'
import type { SystemView } from './system/contract.ts'
import type { ExportRoom } from './exports/contract.ts'
import type { Downloads, Enrichment, Finder, Proxy } from './sources/contract.ts'

/**
 * What the screen may ask and see. Getters are runes: reading them in a component follows them.
 * `compose.ts` builds it; components take it from context (`ui/shell/app-context.ts`).
 */
export interface App {
  readonly library: Library
  readonly intake: Intake
  readonly lists: Lists
  readonly queue: QueueView
  readonly models: ModelShelf
  readonly studio: Studio
  readonly analysis: AnalysisRoom
  readonly exports: ExportRoom
  readonly settings: SettingsView
  readonly storage: StorageView
  readonly backup: Backup
  readonly update: UpdateView
  readonly callers: Callers
  readonly hooks: Hooks
  readonly signals: Signals
  readonly diagnostics: Diagnostics
  readonly proxy: Proxy
  readonly downloads: Downloads
  readonly enrichment: Enrichment
  readonly finder: Finder
  readonly spotify: Spotify
  readonly system: SystemView
  readonly sharing: Sharing
  /** Hands a small text over as a download. */
  saveText(name: string, type: string, text: string): void
  saveBlob(name: string, blob: Blob): void
  stop(): void
}

export interface Library {
  /** null until first read. */
  readonly tracks: readonly Track[] | null
  readonly separations: ReadonlyMap<string, readonly Separation[]>
  edit(trackId: string, text: Partial<TrackText>): Promise<void>
  /** Hides the track at once, frees its bytes once the undo time has passed; `undo` brings it back. */
  remove(trackIds: readonly string[]): Promise<{ undo(): Promise<void> }>
  /** Object URL of the cover (cached by the library), or null. */
  coverUrl(trackId: string): Promise<string | null>
  separate(trackId: string, wish?: { modelId?: string; region?: FrameRange | null }): Promise<Outcome<string>>
}

/** A newer version of the app, kept back so that it never cuts work in hand. */
export interface UpdateView {
  readonly ready: boolean
  /** Lets it take over and reloads every open page of the app. */
  apply(): Promise<void>
}

/** One dropped thing that could not be taken, beside those that could. */
export interface Refusal {
  name: string
  fault: Fault
}

export interface Intake {
  /** Files being copied in right now, for the intake bar. */
  readonly arriving: readonly { name: string; fraction: number }[]
  /**
   * Takes files; every good one becomes a track with its jobs; the same bytes twice is the same track.
   * `separate` stands in for the setting of that name.
   */
  files(
    files: readonly File[],
    wish?: { separate?: boolean },
  ): Promise<{ trackIds: string[]; known: string[]; refused: Refusal[] }>
  /**
   * Gives a song that is only listed, or whose file failed, its file; answers with the track's id, or with that of the track
   * that these bytes already are.
   */
  attach(trackId: string, file: File): Promise<Outcome<string>>
  /** Files of this session that became a song of a list, or may be one; until somebody has said so. */
  readonly matches: readonly SongMatch[]
  /** A person says whether they are the same song. What was joined before is two again where they are not. */
  settle(match: SongMatch, same: boolean): Promise<Outcome<void>>
  /** Files out of a drop, folders walked. */
  drop(transfer: DataTransfer): Promise<File[]>
  demo(): Promise<Outcome<string>>
}

/** A file and a song of a list without audio. */
export interface SongMatch {
  trackId: string
  fileName: string
  /** The song of the list, as it was. */
  listed: Track
  /** They are one already, since names and length agree. */
  isJoined: boolean
}

/** The way in for lists and links: read, planned, looked at, then written in one go. */
export interface Lists {
  /** By name; empty until first read. */
  readonly albums: readonly Album[]
  /** What a text is understood as, and what it would become. Long ones are read in pieces, so that the page stays quick. */
  plan(text: string, fileName?: string): Promise<{ reading: ListReading; plan: Plan }>
  /** The text of a dropped or picked list. Faults: `file-too-large`, `file-unreadable`. */
  read(file: File): Promise<Outcome<string>>
  /** Writes all of it, or nothing. `undo` takes it back as far as nothing came of it, and answers how many songs went. */
  add(wish: AddWish): Promise<Outcome<Added & { undo(): Promise<number> }>>
}

export interface QueueView {
  readonly jobs: readonly Job[]
  /** Live progress by job id, at most 4 Hz. */
  readonly progress: ReadonlyMap<string, Progress>
  /** For the pill: what runs now, all of it as one. */
  readonly overall: {
    running: number
    waiting: number
    fraction: number
    leftS: number | null
    current: Progress | null
  }
  /** Why each queued job does not run now, by job id. */
  readonly waiting: ReadonlyMap<string, Waiting>
  /** Names of what came in together, by batch id. */
  readonly batches: ReadonlyMap<string, string>
  /** A person holds everything; survives a reload. */
  readonly held: boolean
  readonly device: DeviceFacts
  /** How outside services answer, by name. */
  readonly breakers: readonly Breaker[]
  /** Which tab runs the jobs; `nobody` for the moments in which none does. */
  readonly runner: 'this-tab' | 'other-tab' | 'nobody'
  /** Each of these answers the ids of the jobs it changed, those included that it drew along. */
  pause(scope: Scope): Promise<string[]>
  resume(scope: Scope): Promise<string[]>
  cancel(scope: Scope): Promise<string[]>
  retry(scope: Scope): Promise<string[]>
  /** Stops everything that runs, and starts nothing, until it is let go; no job's own state is lost. */
  hold(held: boolean): Promise<void>
  /** Moves waiting jobs, in the order they stand, to before another or to an end of the queue. */
  move(scope: Scope, to: { before: string } | 'first' | 'last'): Promise<string[]>
  /** What must be the case before these run; what is left out stays as it is. */
  schedule(scope: Scope, conditions: Partial<Conditions>): Promise<string[]>
  clearEnded(): Promise<void>
}

export interface ModelShelf {
  readonly cards: readonly ModelCard[]
  readonly rows: ReadonlyMap<string, ModelRow>
  get(modelId: string): Promise<void>
  pause(modelId: string): Promise<void>
  verify(modelId: string): Promise<Outcome<'whole'>>
  remove(modelId: string): Promise<void>
  importFile(modelId: string, file: File): Promise<Outcome<void>>
}

export interface SettingsView {
  readonly theme: 'system' | 'dark' | 'light'
  readonly language: 'system' | 'en' | 'de'
  readonly defaultModel: string
  /** Separate a song as soon as it is in. */
  readonly autoSeparate: boolean
  /** Analyse a song as soon as it is decoded. */
  readonly autoAnalyse: 'off' | 'quick' | 'full'
  /** Tell of the end of long work by a notification of the system. */
  readonly notify: boolean
  /** How much runs at once, lane by lane; a change counts from the next job on. */
  readonly limits: Limits
  readonly tries: number
  readonly patience: Settings['patience']
  /** How keys are written. */
  readonly keyNotation: KeyNotation
  readonly namesWithTempo: boolean
  /** Linear, 0 to 1. */
  readonly clickVolume: number
  readonly countIn: boolean
  /** A person was asked once whether the browser shall keep everything; true until it is known. */
  readonly askedToKeep: boolean
  /** When the last backup was written, in milliseconds since 1970; 0 is never. */
  readonly backedUpAt: number
  set(change: Partial<Settings>): Promise<void>
}

export interface LaneView extends LaneMix {
  /** Highest sample of the last frames played, 0 to 1 and above; falls by itself. */
  readonly level: number
  /** Whether it sounds, after mute and solo. */
  readonly audible: boolean
}

export interface Studio {
  /** The open track, or null. Playback goes on while other pages are looked at. */
  readonly track: Track | null
  readonly separation: Separation | null
  readonly lanes: readonly LaneView[]
  readonly playing: boolean
  /** Playing, but the next part is not separated yet. */
  readonly waiting: boolean
  /** Frame under the playhead, exact as heard. */
  readonly frame: number
  readonly frames: number
  readonly loop: FrameRange | null
  readonly master: number
  readonly masterLevel: number
  /** Why there is no sound; null once there is. */
  readonly fault: Fault | null
  /** The file on its way out, 0 to 1. */
  readonly exporting: { name: string; fraction: number } | null
  open(trackId: string, separationId?: string): Promise<Outcome<void>>
  close(): void
  play(): Promise<void>
  pause(): void
  seek(frame: number): void
  setLane(lane: LaneName, change: Partial<LaneSettings>): void
  setMaster(gain: number): void
  setLoop(range: FrameRange | null): void
  /** Waveform columns of a lane for a window: `columns` pairs of min, max in -1..1; NaN where nothing is yet. */
  peaks(lane: LaneName, range: FrameRange, columns: number): Promise<Float32Array>
  /** `name` is the part in the file's name: "Artist - Title (name).wav". Call it straight from the click. */
  exportWav(
    lanes: readonly LaneName[],
    name: string,
    format: WavFormat,
    asMixed: boolean,
  ): Promise<Outcome<void>>
  exportZip(format: WavFormat): Promise<Outcome<void>>
  /** Ends the running export; nothing of it is left. */
  cancelExport(): void
}
