import { AUDIO_SOURCES, type AudioSource, type Quality } from './download.ts'
import { DEFAULT_LIMITS, type Limits } from '../jobs/lanes.ts'
import type { PATIENCE } from '../jobs/patience.ts'
import { MAX_ATTEMPTS } from '../jobs/retry.ts'
import type { KeyNotation } from '../music/musical-key.ts'

export interface Settings {
  theme: 'system' | 'dark' | 'light'
  /** What the interface is written in. */
  language: 'system' | 'en' | 'de'
  /** The model a song is separated with unless another is asked for. */
  defaultModel: string
  /** Separate a song as soon as it is in. */
  autoSeparate: boolean
  /** Analyse a song as soon as it is decoded. */
  autoAnalyse: 'off' | 'quick' | 'full'
  /** How much runs at once, lane by lane. */
  limits: Limits
  /** How often work is tried in all before it counts as failed, 1 to 10. */
  tries: number
  /** What is silent is given up after its usual time (each has its own), times this. */
  patience: (typeof PATIENCE)[number]
  /** A person holds all work, until told to go on. */
  queueHeld: boolean
  /** Tell of the end of long work by a notification of the system. */
  notify: boolean
  /** Address of the proxy; empty is `/proxy` beside this page. */
  proxyAddress: string
  /** Where sound is looked for, the first first; what is left out is not asked. */
  audioOrder: readonly AudioSource[]
  /** What a download asks for unless told otherwise. */
  quality: Quality
  /** Download a song as soon as it is known from a link or a list. */
  autoDownload: boolean
  /** The person's own Spotify client ID; empty when they have none. */
  spotifyClientId: string
  /** How keys are written, on screen and in names of files. */
  keyNotation: KeyNotation
  /** Names of exported files tell tempo and key. */
  namesWithTempo: boolean
  /** Loudness of the click, linear, 0 to 1. */
  clickVolume: number
  /** One bar of clicks before play begins, while the click is on. */
  countIn: boolean
  /** A person was asked once whether the browser shall keep everything. */
  askedToKeep: boolean
  /** When the last backup was written, in milliseconds since 1970; 0 is never. */
  backedUpAt: number
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  defaultModel: 'htdemucs',
  autoSeparate: true,
  autoAnalyse: 'full',
  limits: DEFAULT_LIMITS,
  tries: MAX_ATTEMPTS,
  patience: 1,
  queueHeld: false,
  notify: false,
  proxyAddress: '',
  audioOrder: AUDIO_SOURCES,
  quality: 'high',
  autoDownload: true,
  spotifyClientId: '',
  keyNotation: 'musical',
  namesWithTempo: false,
  clickVolume: 0.6,
  countIn: false,
  askedToKeep: false,
  backedUpAt: 0,
}
