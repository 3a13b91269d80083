import type { Fault } from '#lib/core/domain/fault.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneSettings } from '#lib/core/domain/mix.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import type { ClickLead, ClickPlan } from '#lib/core/dsp/click.ts'
import type { AudioFacts, PcmFacts, SourceFile, TrackText } from '#lib/core/domain/track.ts'

/** Progress crosses as a comlink `proxy()` callback: 0 to 1 and a phase. */
export type PrepareTick = (phase: 'reading' | 'decoding', fraction: number) => void

/** Tags are null where the file has none; the caller fills gaps from the file name. */
export interface Described {
  text: Partial<TrackText>
  audio: AudioFacts
  /** Seconds as the container says; the decoded length decides later. */
  durationS: number | null
  hasCover: boolean
}

/** `workers/audio/import.worker.ts`: everything that reads a person's file. Speaks keys, not arrays. */
export interface ImportWorker {
  /**
   * Copies the file into the blob store under the track's key in chunks and hashes it on the way; on a fault
   * nothing is left.
   */
  keep(trackId: string, file: File, tick: PrepareTick): Promise<Outcome<SourceFile>>
  /** Sniffs, probes and reads tags of the kept file; writes the cover. */
  describe(trackId: string, file: SourceFile): Promise<Outcome<Described>>
  /**
   * Decodes the kept file to 44.1 kHz stereo pieces with their peaks, in bounded memory; on a fault none are
   * left.
   */
  decode(trackId: string, file: SourceFile, tick: PrepareTick): Promise<Outcome<PcmFacts>>
  /** Makes what is under way for this track answer `cancelled` at its next step. */
  stop(trackId: string): Promise<void>
}

export interface LaneMix extends LaneSource {
  settings: LaneSettings
}

export type WavFormat = 'wav16' | 'wav24' | 'wav32f'

/** `workers/audio/export.worker.ts`: stems and mixes as files, streamed. */
export interface ExportWorker {
  /** One file: the lanes summed with their settings, `range` or the whole. Streamed (transferred). */
  wav(
    lanes: LaneMix[],
    master: number,
    format: WavFormat,
    range: FrameRange | null,
  ): Promise<ReadableStream<Uint8Array>>
  /** A ZIP with one WAV per lane at unity. Streamed (transferred). */
  zip(
    files: { name: string; lanes: LaneMix[] }[],
    format: WavFormat,
    range: FrameRange | null,
  ): Promise<ReadableStream<Uint8Array>>
  /** A ZIP of files that were made before. Streamed (transferred). */
  pack(files: MadeFile[]): Promise<ReadableStream<Uint8Array>>
}

/** A made file: where its bytes lie (`export/<cacheId>/`), how many, and its path in the ZIP. */
export interface MadeFile {
  path: string
  cacheId: string
  bytes: number
}

/** What the feeder tells the page, once per change. */
export type FeederNews =
  /** The next frame is not separated yet; it goes on by itself once `arrived` covers it. */
  { type: 'waiting'; frame: number } | { type: 'feeding' } | { type: 'fault'; fault: Fault }

/** What to play; `finished` are the segments on disk, null for a decoded song. */
export interface FeedPlan {
  generation: number
  set: number
  sources: LaneSource[]
  frames: number
  finished: number[] | null
  from: number
  loop: FrameRange | null
}

/**
 * `workers/audio/feeder.worker.ts`: reads pieces and sends blocks straight to the mixer, some seconds ahead.
 */
export interface FeederWorker {
  /** The port to the mixer (transferred) and where news go (a comlink `proxy()`). */
  connect(port: MessagePort, tell: (news: FeederNews) => void): Promise<void>
  /** Throws away what was planned and feeds this. */
  feed(plan: FeedPlan): Promise<void>
  /** More segments are on disk. */
  arrived(finished: number[]): Promise<void>
  /** Reads no more and lets go of what it holds. */
  rest(): Promise<void>
}

/** Feeder to mixer: one buffer, lane after lane, left then right, `frames` float32 each. */
export interface FeederBlock {
  generation: number
  set: number
  start: number
  frames: number
  last: boolean
  lanes: number
  audio: ArrayBuffer
}

/** Mixer to feeder: a buffer that has been played, to be filled again. */
export interface MixerReturn {
  generation: number
  audio: ArrayBuffer
}

/** Page to mixer (`workers/audio/mixer.worklet.ts`, an AudioWorkletProcessor named `sfa-mixer`). */
export type MixerOrder =
  | { type: 'connect'; port: MessagePort }
  /** `lead` sounds first, if play is only beginning. */
  | { type: 'play'; lead: ClickLead | null }
  | { type: 'pause' }
  | { type: 'seek'; generation: number; frame: number }
  | { type: 'mix'; set: number; lanes: LaneSettings[]; master: number }
  | { type: 'click'; click: ClickPlan | null }

/** Mixer to page, at most 60 a second. */
export interface MixerTick {
  /** The frame that sounds at context time `time`, in seconds. */
  frame: number
  time: number
  playing: boolean
  starving: boolean
  ended: boolean
  /** The newest seek it has heard of. */
  seen: number
  set: number
  lanes: number[]
  master: [number, number]
}

/** What a unit of a share weighs, and the SHA-256 of each of its chunks. */
export interface Weighed {
  bytes: number
  hashes: Uint8Array<ArrayBuffer>[]
}

/** `workers/audio/share.worker.ts`: stems become packs that are sent, and packs that came become stems. */
export interface ShareWorker {
  /** Packs the stem's piece at `from` and keeps it at `to`. */
  pack(from: string, to: string): Promise<Outcome<Weighed>>
  /** Bytes that are sent as they lie. */
  weigh(key: string): Promise<Outcome<Weighed>>
  /** Opens the pack that lies in these chunks: the piece of `frames` frames and its waveform are kept in one go. */
  open(chunks: string[], frames: number, to: string, peaks: string): Promise<Outcome<void>>
}
