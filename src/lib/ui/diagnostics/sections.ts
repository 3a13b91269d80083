import type { DiagnosticFacts, QueueView } from '#lib/app/app.ts'
import type { MemoryPart } from '#lib/core/domain/browser-facts.ts'
import type { Breaker } from '#lib/core/jobs/breaker.ts'
import { censusOf, type KindCensus } from '#lib/core/jobs/census.ts'
import { count, leftText, sizeText } from '../messages/format.ts'
import { kindName } from '../messages/kinds.ts'

/** What of the queue the page tells. */
export type QueueFacts = Pick<QueueView, 'jobs' | 'runner' | 'held'>

/** A part of the page, drawn as a list of facts and copied as lines of text. */
export interface Section {
  title: string
  facts: { name: string; value: string }[]
}

const fact = (name: string, value: string) => ({ name, value })
const unknown = 'not told by this browser'

export function versionsSection(app: string, { database, browser }: DiagnosticFacts): Section {
  return {
    title: 'Versions',
    facts: [
      fact('App', app),
      fact('Database layout', String(database)),
      fact('Offline copy', browser.serviceWorker),
      fact('Browser', browser.userAgent),
    ],
  }
}

export function machineSection({ browser }: DiagnosticFacts): Section {
  const { gpu, heap } = browser
  return {
    title: 'Machine',
    facts: [
      fact('Graphics', 'none' in gpu ? gpu.none : gpu.name),
      ...('none' in gpu ? [] : [fact('Largest GPU buffer', sizeText(gpu.maxBuffer))]),
      fact('Processors', browser.processors === null ? unknown : String(browser.processors)),
      fact('Threads', browser.isolated ? 'yes, the page is isolated' : 'no: the page is not isolated'),
      fact('Memory', browser.memoryGb === null ? unknown : `at least ${browser.memoryGb} GB`),
      fact(
        'Memory of this page',
        heap ? `${sizeText(heap.used)} of at most ${sizeText(heap.limit)}` : unknown,
      ),
    ],
  }
}

export function storageSection({ tables, bytes }: DiagnosticFacts): Section {
  return {
    title: 'Storage',
    facts: [
      ...bytes.map((one) =>
        fact(`Bytes of ${one.name}`, `${sizeText(one.bytes)} in ${one.count.toLocaleString('en')} pieces`),
      ),
      ...tables.map((table) => fact(`Rows of ${table.name}`, table.rows.toLocaleString('en'))),
    ],
  }
}

export function locksSection({ browser }: DiagnosticFacts): Section {
  const locks = browser.locks
  const words = (lock: { held: boolean; mine: boolean }) =>
    `${lock.held ? 'held' : 'waited for'} by ${lock.mine ? 'this tab' : 'another tab'}`
  return {
    title: 'Locks',
    facts: locks ? locks.map((lock) => fact(lock.name, words(lock))) : [fact('Locks', unknown)],
  }
}

/** The queue by kind: how many in each state, how long the oldest has been there, and the last failure. */
export function queueSection(queue: QueueFacts, now: number): Section {
  const kinds = censusOf(queue.jobs, now).map((one) => fact(kindName(one.kind), censusText(one, now)))
  const leader = { 'this-tab': 'this tab', 'other-tab': 'another tab', nobody: 'nobody just now' }
  return {
    title: 'Queue',
    facts: [
      fact('Run by', `${leader[queue.runner]}${queue.held ? ', everything is held' : ''}`),
      ...(kinds.length > 0 ? kinds : [fact('Jobs', 'none')]),
    ],
  }
}

/** How outside services have answered; those that are well and have never failed are left out. */
export function servicesSection(breakers: readonly Breaker[], now: number): Section {
  const told = breakers.filter((one) => one.state !== 'closed' || one.fault !== null)
  const words = ({ state, failures, until, fault: why }: Breaker) =>
    [
      state,
      failures > 0 && `${failures} failures in a row`,
      until > now && `left alone for ${leftText((until - now) / 1000)}`,
      why && `last ${why.code}${why.detail ? ` (${why.detail})` : ''}`,
    ]
      .filter(Boolean)
      .join(' · ')
  return {
    title: 'Services',
    facts: told.length > 0 ? told.map((one) => fact(one.service, words(one))) : [fact('All', 'no trouble')],
  }
}

const DAY_MS = 86_400_000

/** How long ago; whole days beyond two of them. */
function age(ms: number): string {
  return ms > 2 * DAY_MS ? count(Math.floor(ms / DAY_MS), 'day') : leftText(Math.max(0, ms) / 1000)
}

function censusText({ states, oldestMs, last }: KindCensus, now: number): string {
  const counts = Object.entries(states).map(([state, amount]) => `${amount} ${state}`)
  if (oldestMs !== null) counts.push(`oldest ${age(oldestMs)}`)
  if (last) {
    const detail = last.fault.detail ? ` (${last.fault.detail})` : ''
    counts.push(`last error ${last.fault.code}${detail}, ${age(now - last.at)} ago`)
  }
  return counts.join(' · ')
}

export function memorySection(parts: readonly MemoryPart[]): Section {
  return {
    title: 'Memory by page and worker',
    facts: parts.map((part) => fact(part.name, sizeText(part.bytes))),
  }
}
