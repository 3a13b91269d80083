import { DEFAULT_LIMITS, type Limits } from '../jobs/lanes.ts'

export interface Settings {
  theme: 'system' | 'dark' | 'light'
  /** The model a song is separated with unless another is asked for. */
  defaultModel: string
  /** Separate a song as soon as it is in. */
  autoSeparate: boolean
  /** Analyse a song as soon as it is decoded. */
  autoAnalyse: 'off' | 'quick' | 'full'
  /** How much runs at once, lane by lane. */
  limits: Limits
  /** A person holds all work, until told to go on. */
  queueHeld: boolean
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  defaultModel: 'htdemucs',
  autoSeparate: true,
  autoAnalyse: 'full',
  limits: DEFAULT_LIMITS,
  queueHeld: false,
}
