import type { App } from '#lib/app/app.ts'
import { isEnded, NO_CONDITIONS, type Job } from '#lib/core/domain/job.ts'
import type { Scope } from '#lib/core/jobs/scope.ts'
import type { MenuItem } from '../kit/menu-item.ts'
import { notifyUndo } from '../shell/notify.ts'
import type { JobHands } from './job-hands.ts'
import type { JobGroup } from './queue-groups.ts'
import type { QueueState } from './queue-state.svelte.ts'
import { t } from '../messages/t.ts'

/** Jobs to be cancelled together, for which a person is asked first. */
export interface Many {
  name: string
  scope: Scope
  amount: number
}

export interface QueueTools {
  app: App
  view: QueueState
  say(text: string): void
  /** Asks before many jobs are cancelled. */
  ask(many: Many): void
  schedule(what: { name: string; scope: Scope; now: Job['conditions'] }): void
}

const isInLine = (job: Job) => job.state === 'queued' || job.state === 'paused'

/** What a person may do to one job or a group of them, by mouse and by keyboard alike. */
export class QueueCommands implements JobHands {
  readonly #tools: QueueTools

  constructor(tools: QueueTools) {
    this.#tools = tools
  }

  cancel(job: Job): void {
    const { app, view } = this.#tools
    void app.queue.cancel(job.id)
    // The same job is started anew, with what it needs.
    notifyUndo(t('Cancelled: {title}', { title: view.titleOf(job) }), () => void app.queue.retry(job.id))
  }

  pauseOrResume(job: Job): void {
    const { queue } = this.#tools.app
    if (job.state === 'paused') void queue.resume(job.id)
    else if (!isEnded(job.state)) void queue.pause(job.id)
    else if (job.state !== 'done') void queue.retry(job.id)
  }

  /** One place up or down among those that wait in its group. */
  async step(job: Job, by: 1 | -1): Promise<void> {
    const { view, say } = this.#tools
    const line = this.#lineOf(job)
    const at = line.findIndex((one) => one.id === job.id)
    const to = at + by
    if (at < 0 || to < 0 || to >= line.length) return say(t('It is at the end already'))
    const before = by < 0 ? line[to] : line[to + 1]
    await this.#move(job.id, before)
    say(t('{title}: place {to} of {line}', { title: view.titleOf(job), to: to + 1, line: line.length }))
  }

  dropped(jobId: string, over: Job, where: 'above' | 'below'): void {
    const line = this.#lineOf(over)
    const at = line.findIndex((one) => one.id === over.id)
    void this.#move(jobId, where === 'above' ? over : line[at + 1])
  }

  itemsOf(job: Job): MenuItem[] {
    const { app, view, schedule } = this.#tools
    const move = (to: 'first' | 'last') => () => void app.queue.move(job.id, to)
    const moves: MenuItem[] = [
      { label: t('Move up'), keys: 'Alt ↑', run: () => void this.step(job, -1) },
      { label: t('Move down'), keys: 'Alt ↓', run: () => void this.step(job, 1) },
      { label: t('Do this first'), run: move('first') },
      { label: t('Do this last'), run: move('last') },
    ]
    const waits = isInLine(job)
    return [
      ...(waits ? moves : []),
      {
        label: t('When may it run …'),
        line: waits,
        run: () => schedule({ name: view.titleOf(job), scope: job.id, now: job.conditions }),
      },
      { label: t('Cancel it'), run: () => this.cancel(job), danger: true },
    ]
  }

  itemsOfGroup(group: JobGroup): MenuItem[] {
    const { app, view, ask, schedule } = this.#tools
    const { name, scope, all } = group
    // To put everything first is to change nothing.
    const isPart = !('all' in scope)
    const inLine = isPart && all.some(isInLine)
    const live = all.filter((job) => !isEnded(job.state))
    const failed = all.filter((job) => job.state === 'failed')
    const now = live[0]?.conditions ?? NO_CONDITIONS
    const can: [boolean, MenuItem][] = [
      [
        live.some((job) => job.state !== 'paused'),
        { label: t('Pause all'), run: () => void app.queue.pause(scope) },
      ],
      [
        live.some((job) => job.state === 'paused'),
        { label: t('Resume all'), run: () => void app.queue.resume(scope) },
      ],
      [
        failed.length > 0,
        {
          label: t('Try {failed} failed again', { failed: failed.length }),
          run: () => this.retryFailed(failed),
        },
      ],
      [inLine, { label: t('Do these first'), run: () => void app.queue.move(scope, 'first'), line: true }],
      [inLine, { label: t('Do these last'), run: () => void app.queue.move(scope, 'last') }],
      [live.length > 0, { label: t('When may they run …'), run: () => schedule({ name, scope, now }) }],
      [true, { label: t('Report as CSV'), run: () => void view.saveReport(name, all, 'csv'), line: true }],
      [true, { label: t('Report as JSON'), run: () => void view.saveReport(name, all, 'json') }],
      [
        live.length > 0,
        {
          label: t('Cancel all …'),
          run: () => ask({ name, scope, amount: live.length }),
          danger: true,
          line: true,
        },
      ],
    ]
    return can.filter(([may]) => may).map(([, item], i) => (i === 0 ? { ...item, line: false } : item))
  }

  /** Of everything in the queue. */
  itemsOfAll(jobs: readonly Job[]): MenuItem[] {
    const { app } = this.#tools
    const all: JobGroup = {
      id: 'all',
      name: t('Queue'),
      sub: '',
      jobs: [],
      all: [...jobs],
      scope: { all: true },
    }
    const own = this.itemsOfGroup(all)
    if (!jobs.some((job) => isEnded(job.state))) return own
    return [...own, { label: t('Clear ended jobs'), run: () => void app.queue.clearEnded(), line: true }]
  }

  retryFailed(failed: readonly Job[]): void {
    void this.#tools.app.queue.retry({ jobs: failed.map((job) => job.id) })
  }

  #lineOf(job: Job): Job[] {
    const lines = this.#tools.view.lines
    const own = lines.find((line) => line.type === 'job' && line.job.id === job.id)
    return own ? own.group.jobs.filter(isInLine) : []
  }

  async #move(jobId: string, before: Job | undefined): Promise<void> {
    await this.#tools.app.queue.move(jobId, before ? { before: before.id } : 'last')
  }
}
