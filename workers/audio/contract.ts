import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneSettings } from '#lib/core/domain/mix.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
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
  /** Copies the file into the blob store under the track's key in chunks and hashes it on the way. */
  keep(trackId: string, file: File): Promise<Outcome<SourceFile>>
  /** Sniffs, probes and reads tags of the kept file; writes the cover. */
  describe(trackId: string, file: SourceFile): Promise<Outcome<Described>>
  /** Decodes the kept file to 44.1 kHz stereo pieces with their peaks, in bounded memory. */
  decode(trackId: string, file: SourceFile, tick: PrepareTick): Promise<Outcome<PcmFacts>>
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
}
