import { tapped, tapTempo, type TapTempo } from '#lib/core/music/tempo.ts'

/** Taps are over after this, in ms, and what they say holds. */
const REST_MS = 1400
/** Fewer taps are shown but change nothing. */
const LEAST_TAPS = 4

/** Gathers taps and tells the tempo once the hand rests. */
export class TapPad {
  readonly #done: (tempo: TapTempo, inSong: boolean) => void
  #taps = $state.raw<readonly number[]>([])
  #inSong = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #tempo = $derived(tapTempo(this.#taps))

  /** `inSong`: the taps were made to the song, so its beats stand where they were tapped. */
  constructor(done: (tempo: TapTempo, inSong: boolean) => void) {
    this.#done = done
  }

  get count(): number {
    return this.#taps.length
  }

  /** What the taps come to so far. */
  get tempo(): TapTempo | null {
    return this.#tempo
  }

  /** `at` in seconds, of the song while it plays, else of any clock. */
  tap(at: number, inSong: boolean): void {
    this.#taps = inSong === this.#inSong ? tapped(this.#taps, at) : [at]
    this.#inSong = inSong
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#rest(), REST_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#taps = []
  }

  #rest(): void {
    const tempo = this.#taps.length >= LEAST_TAPS ? this.#tempo : null
    this.#taps = []
    if (tempo) this.#done(tempo, this.#inSong)
  }
}
