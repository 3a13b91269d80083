import type { Log } from '#lib/core/domain/log.ts'
import type { Line } from '#lib/platform/device/callers.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { changeOrigins, readOrigins } from '#lib/work/allowed-origins.ts'
import { noteAct } from '#lib/work/audit.ts'
import type { Callers } from '../connections.ts'
import { wishOf, isHello } from './caller-words.ts'
import type { ChannelMessage, JobFeed } from './job-feed.ts'

/** Lines kept of one origin; a page that calls more often loses its oldest. */
const LINES_EACH = 8
const TOPICS_EACH = 256

export interface CallersDoors {
  rows: Pick<RowStore, 'write' | 'watch'>
  feed: JobFeed
  log: Log
  now(): number
  newId(): string
  onCallers(isHello: (message: unknown) => boolean, call: (line: Line) => void): () => void
}

interface Open {
  line: Line
  topics: Set<string>
}

/**
 * Pages of other origins that want to follow the work. Until a person has allowed its origin a page is told nothing, not
 * even that it was heard; when the leave is taken back its lines end, in every tab.
 */
export class OutsideCallers implements Callers {
  readonly #doors: CallersDoors
  readonly #refused = new Set<string>()
  readonly #stops: (() => void)[]
  #waiting: Line[] = []
  #open: Open[] = []
  #stopFeed: (() => void) | null = null
  #asking = $state.raw<readonly string[]>([])
  #allowed = $state.raw<readonly string[] | null>(null)
  #connected = $state.raw<readonly string[]>([])

  constructor(doors: CallersDoors) {
    this.#doors = doors
    this.#stops = [
      doors.rows.watch(readOrigins, (origins) => this.#follow(origins)),
      doors.onCallers(isHello, (line) => this.#called(line)),
    ]
  }

  get asking(): readonly string[] {
    return this.#allowed ? this.#asking : []
  }

  get allowed(): readonly string[] {
    return this.#allowed ?? []
  }

  get connected(): readonly string[] {
    return this.#connected
  }

  allow(origin: string): Promise<void> {
    this.#refused.delete(origin)
    return this.#write(origin, true)
  }

  refuse(origin: string): void {
    this.#refused.add(origin)
    for (const line of this.#waiting) if (line.origin === origin) line.close()
    this.#wait(this.#waiting.filter((line) => line.origin !== origin))
  }

  revoke(origin: string): Promise<void> {
    return this.#write(origin, false)
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.#stopFeed?.()
    for (const line of [...this.#waiting, ...this.#open.map((one) => one.line)]) line.close()
    this.#open = []
  }

  async #write(origin: string, allowed: boolean): Promise<void> {
    const { rows, log, now, newId } = this.#doors
    const changed = await rows.write(['settings', 'auditEvents'], async (tables) => {
      if (!(await changeOrigins(tables, origin, allowed))) return false
      await noteAct(tables, { now: now(), newId }, allowed ? 'origin-allowed' : 'origin-revoked', { origin })
      return true
    })
    if (changed) log('info', 'channel', allowed ? 'origin allowed' : 'origin revoked', { origin })
  }

  #called(line: Line): void {
    if (this.#refused.has(line.origin)) line.close()
    else if (this.#allowed?.includes(line.origin)) this.#connect(line)
    else this.#wait([...this.#waiting, line])
  }

  #wait(lines: Line[]): void {
    this.#waiting = lines
    this.#asking = [...new Set(lines.map((line) => line.origin))]
  }

  #follow(origins: readonly string[]): void {
    this.#allowed = origins
    for (const { line } of this.#open) if (!origins.includes(line.origin)) line.close()
    this.#set(this.#open.filter(({ line }) => origins.includes(line.origin)))
    const may = this.#waiting.filter((line) => origins.includes(line.origin))
    this.#wait(this.#waiting.filter((line) => !may.includes(line)))
    for (const line of may) this.#connect(line)
  }

  #connect(line: Line): void {
    const one: Open = { line, topics: new Set() }
    const same = this.#open.filter((other) => other.line.origin === line.origin)
    const dropped = same.length >= LINES_EACH ? same[0] : undefined
    dropped?.line.close()
    this.#set([...this.#open.filter((other) => other !== dropped), one])
    line.listen((message) => this.#hear(one, message))
    line.say({ type: 'sfa:ready', version: 1 })
  }

  #hear({ line, topics }: Open, message: unknown): void {
    const wish = wishOf(message)
    if (!wish) line.say({ type: 'sfa:refused', reason: 'not understood' })
    else if (wish.type === 'unsubscribe') topics.delete(wish.topic)
    else if (topics.size >= TOPICS_EACH) line.say({ type: 'sfa:refused', reason: 'too many topics' })
    else {
      topics.add(wish.topic)
      if (wish.topic.startsWith('jobs:')) void this.#tellNow(line, wish.topic.slice('jobs:'.length))
    }
  }

  async #tellNow(line: Line, jobId: string): Promise<void> {
    const now = await this.#doors.feed.now(jobId)
    const open = this.#open.some((one) => one.line === line)
    if (now && open) line.say(now)
  }

  /** The feed is followed only while somebody is connected. */
  #set(open: Open[]): void {
    this.#open = open
    this.#connected = [...new Set(open.map(({ line }) => line.origin))].toSorted()
    if (open.length > 0) this.#stopFeed ??= this.#doors.feed.listen((message) => this.#tell(message))
    else {
      this.#stopFeed?.()
      this.#stopFeed = null
    }
  }

  #tell(message: ChannelMessage): void {
    const whole = message.topic === 'tracks' ? 'tracks' : 'jobs'
    for (const { line, topics } of this.#open)
      if (topics.has(message.topic) || topics.has(whole)) line.say(message)
  }
}
