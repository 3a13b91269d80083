import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { Hook, HookEvent } from '#lib/core/domain/hook.ts'
import { hookAddress, hookHost } from '#lib/platform/net/hook-address.ts'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { done, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { noteAct } from '#lib/work/audit.ts'
import type { Control } from '#lib/work/queue/control.ts'
import type { Hooks, HookView } from './connections.ts'

export interface HooksDoors {
  rows: RowStore
  clock: Clock
  control: Pick<Control, 'cancel'>
  newId(): string
  /** Bytes nobody can guess. */
  randomBytes(count: number): Uint8Array
}

/** 256 bits, as much as the signature itself. */
const SECRET_BYTES = 32
/** Deliveries shown of each webhook. */
const SHOWN = 20

/** Webhooks as the settings show them: all but their secrets. */
export class RegisteredHooks implements Hooks {
  readonly #doors: HooksDoors
  readonly #stop: () => void
  #all = $state.raw<readonly HookView[]>([])

  constructor(doors: HooksDoors) {
    this.#doors = doors
    this.#stop = doors.rows.watch(viewsOf, (all) => (this.#all = all))
  }

  get all(): readonly HookView[] {
    return this.#all
  }

  async add(url: string, events: readonly HookEvent[]): Promise<Outcome<{ secret: string }>> {
    const address = hookAddress(url)
    if (!address.ok) return address
    const { clock, newId, randomBytes } = this.#doors
    const secret = hex(randomBytes(SECRET_BYTES))
    const hook: Hook = {
      id: newId(),
      url: address.value,
      events: [...events],
      secret,
      paused: false,
      createdAt: clock.now(),
    }
    const written = await outcomeOf(() => this.#write('hook-added', hook, ({ hooks }) => hooks.put(hook)))
    return written.ok ? done({ secret }) : written
  }

  async pause(hookId: string, paused: boolean): Promise<void> {
    await this.#change(hookId, (hook) => ({ ...hook, paused }))
  }

  async setEvents(hookId: string, events: readonly HookEvent[]): Promise<void> {
    await this.#change(hookId, (hook) => ({ ...hook, events: [...events] }))
  }

  async remove(hookId: string): Promise<void> {
    const waiting = await this.#doors.rows.write(['hooks', 'jobs', 'auditEvents'], async (tables) => {
      const hook = await tables.hooks.get(hookId)
      if (!hook) return []
      await tables.hooks.remove(hookId)
      await noteAct(tables, this.#stamp(), 'hook-removed', { host: hookHost(hook.url) })
      return (await tables.jobs.all()).filter((job) => isOf(job, hookId) && !isEnded(job.state))
    })
    if (waiting.length > 0) await this.#doors.control.cancel({ jobs: waiting.map((job) => job.id) })
  }

  test(hookId: string): Promise<Outcome<string>> {
    return outcomeOf(async () => {
      const { insertDelivery } = await appPart(() => import('#lib/work/hooks/tell-hooks.ts'))
      return this.#doors.rows.write(['hooks', 'jobs'], async (tables) => {
        const hook = await tables.hooks.get(hookId)
        if (!hook) throw new FaultError(fault('hook-gone'))
        return (await insertDelivery(this.#doors, tables, hook, 'test', { hook_id: hookId })).id
      })
    })
  }

  stop(): void {
    this.#stop()
  }

  #stamp(): { now: number; newId(): string } {
    return { now: this.#doors.clock.now(), newId: this.#doors.newId }
  }

  async #change(hookId: string, edit: (hook: Hook) => Hook): Promise<void> {
    const hook = await this.#doors.rows.read(['hooks'], ({ hooks }) => hooks.get(hookId))
    if (hook) await this.#write('hook-changed', hook, ({ hooks }) => hooks.change(hookId, edit))
  }

  #write(
    act: 'hook-added' | 'hook-changed',
    hook: Hook,
    work: (tables: Tables) => Promise<unknown>,
  ): Promise<void> {
    return this.#doors.rows.write(['hooks', 'auditEvents'], async (tables) => {
      await work(tables)
      await noteAct(tables, this.#stamp(), act, { host: hookHost(hook.url) })
    })
  }
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const isOf = (job: Job, hookId: string) => job.wish.kind === 'deliver-hook' && job.wish.hookId === hookId

async function viewsOf({ hooks, jobs }: Tables): Promise<HookView[]> {
  const all = (await hooks.all()).toSorted((a, b) => a.createdAt - b.createdAt)
  if (all.length === 0) return []
  const deliveries = (await jobs.all()).filter((job) => job.kind === 'deliver-hook')
  return all.map(({ id, url, events, paused, createdAt }) => ({
    ...{ id, url, events, paused, createdAt },
    deliveries: deliveries
      .filter((job) => isOf(job, id))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .slice(0, SHOWN),
  }))
}
