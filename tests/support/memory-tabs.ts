import type { Channel } from '#lib/platform/device/channel.ts'
import type { Locks } from '#lib/platform/device/locks.ts'

interface Holder {
  tab: MemoryTab
  signal: AbortController
}

interface Waiter extends Holder {
  work: (signal: AbortSignal) => Promise<void>
}

/** What the tabs of one site share, for tests: locks, and a channel between them. */
export class MemorySite {
  readonly tabs = new Set<MemoryTab>()
  readonly #held = new Map<string, Holder>()
  readonly #waiting = new Map<string, Waiter[]>()

  open(): MemoryTab {
    const tab = new MemoryTab(this)
    this.tabs.add(tab)
    return tab
  }

  line(name: string): Waiter[] {
    const line = this.#waiting.get(name) ?? []
    this.#waiting.set(name, line)
    return line
  }

  take(name: string): void {
    const holder = this.#held.get(name)
    this.#held.delete(name)
    holder?.tab.hearLater(() => holder.signal.abort())
  }

  /** Gives the lock to the next in line, if it is free. */
  grant(name: string): void {
    const next = this.#held.has(name) ? undefined : this.line(name).shift()
    if (!next) return
    this.#held.set(name, next)
    void next.work(next.signal.signal).then(() => {
      if (this.#held.get(name) !== next) return
      this.#held.delete(name)
      this.grant(name)
    })
  }

  /** The tab is gone without a word. */
  forget(tab: MemoryTab): void {
    this.tabs.delete(tab)
    for (const [name, line] of this.#waiting)
      this.#waiting.set(
        name,
        line.filter((waiter) => waiter.tab !== tab),
      )
    for (const [name, holder] of [...this.#held]) {
      if (holder.tab !== tab) continue
      this.#held.delete(name)
      this.grant(name)
    }
  }
}

export class MemoryTab {
  readonly #site: MemorySite
  readonly #listeners = new Set<(message: unknown) => void>()
  readonly #missed: (() => void)[] = []
  #frozen = false

  constructor(site: MemorySite) {
    this.#site = site
  }

  get frozen(): boolean {
    return this.#frozen
  }

  freeze(): void {
    this.#frozen = true
  }

  /** What it missed reaches it after what it has at hand. */
  thaw(): void {
    this.#frozen = false
    for (const hear of this.#missed.splice(0)) setImmediate(hear)
  }

  /** A frozen tab does not even hear that its lock was taken. */
  hearLater(hear: () => void): void {
    if (this.#frozen) this.#missed.push(hear)
    else hear()
  }

  readonly locks: Locks = {
    shared: true,
    hold: (name, work, how) => {
      const signal = new AbortController()
      const waiter: Waiter = { tab: this, signal, work }
      if (how === 'take') {
        this.#site.take(name)
        this.#site.line(name).unshift(waiter)
      } else this.#site.line(name).push(waiter)
      this.#site.grant(name)
      return () => {
        const line = this.#site.line(name)
        const place = line.indexOf(waiter)
        if (place >= 0) line.splice(place, 1)
        signal.abort()
      }
    },
    together: (_name, work) => work(),
    alone: (_name, work) => work(),
  }

  readonly channel: Channel = {
    post: (message) => {
      for (const tab of this.#site.tabs) if (tab !== this && !tab.frozen) tab.#hear(message)
    },
    listen: (hear) => {
      this.#listeners.add(hear)
      return () => this.#listeners.delete(hear)
    },
    close: () => this.#listeners.clear(),
  }

  /** Ends as a killed tab does: locks go, nothing more is heard. */
  kill(): void {
    this.#listeners.clear()
    this.#site.forget(this)
  }

  #hear(message: unknown): void {
    for (const hear of [...this.#listeners]) hear(message)
  }
}
