import * as v from 'valibot'
import type { Channel } from '#lib/platform/device/channel.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'

const near = v.object({
  type: v.literal('near'),
  trackId: v.string(),
  frame: v.pipe(v.number(), v.minValue(0)),
})

/**
 * Moves the separation of the song that plays to the playhead, in whichever tab it runs. `move` reaches this tab's engine,
 * which works on one song at a time: it is called only while that song is the one that plays.
 */
export class NearPlayhead {
  readonly #channel: Channel
  readonly #move: (frame: number) => void
  readonly #stops: (() => void)[]
  /** Where each song was last played. */
  readonly #told = new Map<string, number>()
  #separating: ReadonlySet<string> = new Set()

  constructor(rows: RowStore, channel: Channel, move: (frame: number) => void) {
    this.#channel = channel
    this.#move = move
    this.#stops = [
      rows.watch(
        async ({ jobs }) => (await jobs.by('state', 'running')).filter((job) => job.kind === 'separate'),
        (running) => (this.#separating = new Set(running.map((job) => job.trackId ?? ''))),
      ),
      channel.listen((message) => {
        if (v.is(near, message)) this.#here(message.trackId, message.frame)
      }),
    ]
  }

  /** `trackId` plays, or is about to play, at `frame`. */
  tell(trackId: string, frame: number): void {
    this.#here(trackId, frame)
    this.#channel.post({ type: 'near', trackId, frame })
  }

  /** Where somebody last listened to this song, for a separation that starts; null when nobody did. */
  of(trackId: string): number | null {
    return this.#told.get(trackId) ?? null
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  #here(trackId: string, frame: number): void {
    this.#told.set(trackId, frame)
    if (this.#separating.has(trackId)) this.#move(frame)
  }
}
