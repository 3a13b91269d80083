import type { Hook, HookEvent } from '#lib/core/domain/hook.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'

/** Notifications of the system and the number at the app's icon. */
export interface Signals {
  /** Whether the person has allowed notifications; `none` where the browser has none. */
  readonly leave: 'granted' | 'denied' | 'default' | 'none'
  /** Only from a click. */
  ask(): Promise<Signals['leave']>
  /** A later one with the same tag takes the place of the earlier. */
  show(notice: { title: string; body: string; tag: string }, clicked: () => void): Promise<void>
  /** 0 takes it away. */
  badge(count: number): void
}

/** A webhook without its secret, and its last deliveries, the newest first. */
export interface HookView extends Omit<Hook, 'secret'> {
  deliveries: readonly Job[]
}

export interface Hooks {
  readonly all: readonly HookView[]
  /** The secret is answered this once and never shown again. Faults: `hook-address`, `storage-*`. */
  add(url: string, events: readonly HookEvent[]): Promise<Outcome<{ secret: string }>>
  /** A paused one is told nothing, and what happens meanwhile is not told later. */
  pause(hookId: string, paused: boolean): Promise<void>
  setEvents(hookId: string, events: readonly HookEvent[]): Promise<void>
  remove(hookId: string): Promise<void>
  /** Sends the event `test`; answers the job of its delivery. */
  test(hookId: string): Promise<Outcome<string>>
}

/** Pages of other origins that opened or frame this one and want to follow the work. */
export interface Callers {
  /** Origins that ask and wait for an answer; they are told nothing before it. */
  readonly asking: readonly string[]
  readonly allowed: readonly string[]
  /** Origins that follow the work through this page now. */
  readonly connected: readonly string[]
  allow(origin: string): Promise<void>
  /** Not now: it is not asked again before this page is loaded anew. */
  refuse(origin: string): void
  revoke(origin: string): Promise<void>
}
