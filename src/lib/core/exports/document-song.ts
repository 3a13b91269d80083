import type { AnalysisFile } from '../domain/analysis-export.ts'
import type { AudioFormat } from '../domain/recipe.ts'
import type { StemName } from '../domain/separation.ts'
import type { Track } from '../domain/track.ts'
import type { Grid } from '../music/grid.ts'

/** A song as papers about it want it. Times of `analysis` and `grid` are those of the song: add `shiftS` for those of the files. */
export interface DocumentSong {
  track: Track
  analysis: AnalysisFile
  /** Beats and bars that count; null where there is no pulse. */
  grid: Grid | null
  /** A time in its files is the time in the song plus this: negative where its beginning was cut, positive behind a silence. */
  shiftS: number
  /** Of its files. */
  durationS: number
  sampleRate: number
  /** Its sound in this export, in order. */
  files: readonly DocumentFile[]
}

export interface DocumentFile {
  /** Inside ZIP or folder, with `/`. */
  path: string
  /** `vocals`, `no vocals`, `mix`; empty for the song itself. */
  part: string
  stem: StemName | null
  format: AudioFormat
  frames: number
  rate: number
}
