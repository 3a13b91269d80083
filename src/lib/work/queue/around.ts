import * as v from 'valibot'
import { ANY_DEVICE, type DeviceFacts } from '#lib/core/domain/device.ts'
import type { Channel } from '#lib/platform/device/channel.ts'

const word = v.variant('type', [
  v.object({ type: v.literal('on-screen'), tab: v.string(), trackId: v.nullable(v.string()) }),
  v.object({ type: v.literal('who-looks') }),
])

export interface AroundDoors {
  channel: Channel
  /** This tab's name among the others. */
  tab: string
  /** Tells how the device stands, now and at each change; returns stop. */
  watchDevice(tell: (facts: DeviceFacts) => void): () => void
}

/**
 * What decides about jobs and lies in no row: how the device stands, and which songs people look at, in all tabs. In memory
 * only: a tab that starts asks the others.
 */
export class Around {
  readonly #doors: AroundDoors
  readonly #looks = new Map<string, string>()
  readonly #listeners = new Set<() => void>()
  readonly #stops: (() => void)[]
  /** Until the browser has told, nothing is known to be in the way. */
  #device = ANY_DEVICE

  constructor(doors: AroundDoors) {
    this.#doors = doors
    this.#stops = [
      doors.channel.listen((message) => this.#hear(message)),
      doors.watchDevice((facts) => {
        this.#device = facts
        this.#changed()
      }),
    ]
    doors.channel.post({ type: 'who-looks' })
  }

  get device(): DeviceFacts {
    return this.#device
  }

  get onScreen(): ReadonlySet<string> {
    return new Set(this.#looks.values())
  }

  /** In this tab somebody looks at this song now; null: at none. */
  look(trackId: string | null): void {
    this.#set(this.#doors.tab, trackId)
    this.#tell()
  }

  /** Calls `changed` whenever any of it has; returns stop. */
  listen(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  stop(): void {
    this.#doors.channel.post({ type: 'on-screen', tab: this.#doors.tab, trackId: null })
    for (const stop of this.#stops) stop()
    this.#listeners.clear()
  }

  #hear(message: unknown): void {
    const heard = v.safeParse(word, message)
    if (!heard.success) return
    if (heard.output.type === 'who-looks') this.#tell()
    else this.#set(heard.output.tab, heard.output.trackId)
  }

  #tell(): void {
    const { channel, tab } = this.#doors
    channel.post({ type: 'on-screen', tab, trackId: this.#looks.get(tab) ?? null })
  }

  #set(tab: string, trackId: string | null): void {
    const before = this.#looks.get(tab) ?? null
    if (trackId === before) return
    if (trackId === null) this.#looks.delete(tab)
    else this.#looks.set(tab, trackId)
    this.#changed()
  }

  #changed(): void {
    for (const tell of this.#listeners) tell()
  }
}
