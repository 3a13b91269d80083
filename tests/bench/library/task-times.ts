import type { Browser, Page } from 'playwright'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** In microseconds; `tdur` is of the thread's own computing. */
  dur?: number
  tdur?: number
  args?: { name?: string }
}

export interface TaskTimes {
  /** Computing of the longest task of the page's main thread, ms: what a machine with nothing else to do would take. */
  longestMs: number
  /** Tasks that computed for more than 50 ms. */
  long: number
}

/** Follows the page's main thread while `work` runs. Beside others that compute, the clock says nothing; computing does. */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<TaskTimes> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    traceEvents: TraceEvent[]
  }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}/${tid}`))
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000)
  return { longestMs: Math.max(0, ...tasks), long: tasks.filter((ms) => ms > 50).length }
}
