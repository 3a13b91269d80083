export interface Settings {
  theme: 'system' | 'dark' | 'light'
  /** The model a song is separated with unless another is asked for. */
  defaultModel: string
  /** Separate a song as soon as it is in. */
  autoSeparate: boolean
  /** Analyse a song as soon as it is decoded. */
  autoAnalyse: 'off' | 'quick' | 'full'
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  defaultModel: 'htdemucs',
  autoSeparate: true,
  autoAnalyse: 'full',
}
