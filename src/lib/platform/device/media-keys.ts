import { silentWav } from '#lib/core/dsp/silent-wav.ts'

export interface NowPlaying {
  title: string
  artist: string
  album: string
  /** Address of a picture, or null. */
  cover: string | null
}

/** Where play stands, in seconds. */
export interface PlayPlace {
  playing: boolean
  position: number
  duration: number
}

export interface MediaHands {
  play(): void
  pause(): void
  seekTo(seconds: number): void
  /** From where it is; negative is back. */
  seekBy(seconds: number): void
  next(): void
  previous(): void
}

/** The keys, headsets and lock screens of the system, where the browser passes them on. */
export interface MediaKeys {
  obey(hands: MediaHands): void
  /** null: nothing is open. */
  show(what: NowPlaying | null): void
  place(where: PlayPlace): void
  stop(): void
}

const STEP_S = 10
/** Browsers take a page for a player only while an element plays that is longer than five seconds. */
const SILENCE_S = 10

const ACTIONS = [
  'play',
  'pause',
  'stop',
  'seekto',
  'seekforward',
  'seekbackward',
  'nexttrack',
  'previoustrack',
] as const

export class SystemMediaKeys implements MediaKeys {
  readonly #session = 'mediaSession' in navigator ? navigator.mediaSession : null
  #silence: HTMLAudioElement | null = null
  #playing = false

  obey(hands: MediaHands): void {
    const by = ({ seekOffset }: MediaSessionActionDetails) => seekOffset ?? STEP_S
    this.#on('play', () => hands.play())
    this.#on('pause', () => hands.pause())
    this.#on('stop', () => hands.pause())
    this.#on('seekto', ({ seekTime }) => hands.seekTo(seekTime ?? 0))
    this.#on('seekforward', (details) => hands.seekBy(by(details)))
    this.#on('seekbackward', (details) => hands.seekBy(-by(details)))
    this.#on('nexttrack', () => hands.next())
    this.#on('previoustrack', () => hands.previous())
  }

  show(what: NowPlaying | null): void {
    if (!this.#session) return
    const artwork = what?.cover ? [{ src: what.cover }] : [{ src: '/icons/icon-512.png', sizes: '512x512' }]
    this.#session.metadata = what && new MediaMetadata({ ...what, artwork })
  }

  place({ playing, position, duration }: PlayPlace): void {
    if (!this.#session) return
    this.#session.playbackState = playing ? 'playing' : 'paused'
    if (duration > 0)
      this.#session.setPositionState({
        duration,
        position: Math.min(Math.max(0, position), duration),
        playbackRate: 1,
      })
    if (playing !== this.#playing) this.#sound(playing)
    this.#playing = playing
  }

  stop(): void {
    for (const action of ACTIONS) this.#on(action, null)
    this.show(null)
    this.#silence?.pause()
    if (this.#silence) URL.revokeObjectURL(this.#silence.src)
    this.#silence = null
  }

  /** Our sound comes out of the audio graph, which browsers do not take for a player: a silent element stands for it. */
  #sound(on: boolean): void {
    if (!on) return this.#silence?.pause()
    if (!this.#silence) {
      this.#silence = new Audio(URL.createObjectURL(new Blob([silentWav(SILENCE_S)], { type: 'audio/wav' })))
      this.#silence.loop = true
    }
    // Refused: then the keys do not reach this page, and everything else is as before.
    this.#silence.play().catch(() => undefined)
  }

  #on(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
    try {
      this.#session?.setActionHandler(action, handler)
    } catch {
      // An action that this browser does not know.
      return
    }
  }
}
