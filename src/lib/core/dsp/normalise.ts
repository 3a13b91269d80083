/** Mean and standard deviation of a track, as the model wants them taken out (see `PcmFacts`). */
export interface Level {
  mean: number
  std: number
}

/** What a sample is divided by; the constant keeps silence finite (demucs/api.py). */
export function spreadOf(level: Level): number {
  return level.std + 1e-8
}
