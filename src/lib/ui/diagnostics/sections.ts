import type { QueueView } from '#lib/app/app.ts'
import type { DiagnosticFacts } from '#lib/app/diagnostic-facts.ts'
import type { MemoryPart } from '#lib/core/domain/browser-facts.ts'
import type { Breaker } from '#lib/core/jobs/breaker.ts'
import { censusOf, type KindCensus } from '#lib/core/jobs/census.ts'
import { count, leftText, sizeText, wholeText } from '../messages/format.ts'
import { kindName } from '../messages/kinds.ts'
import { t } from '../messages/t.ts'

/** What of the queue the page tells. */
export type QueueFacts = Pick<QueueView, 'jobs' | 'runner' | 'held'>

/** A part of the page, drawn as a list of facts and copied as lines of text. */
export interface Section {
  title: string
  facts: { name: string; value: string }[]
}

const fact = (name: string, value: string) => ({ name, value })
const unknown = () => t('not told by this browser')

export function versionsSection(app: string, { database, browser }: DiagnosticFacts): Section {
  return {
    title: t('Versions'),
    facts: [
      fact(t('App'), app),
      fact(t('Database layout'), String(database)),
      fact(t('Offline copy'), browser.serviceWorker),
      fact(t('Browser'), browser.userAgent),
    ],
  }
}

export function machineSection({ browser }: DiagnosticFacts): Section {
  const { gpu, heap } = browser
  return {
    title: t('Machine'),
    facts: [
      fact(t('Graphics'), 'none' in gpu ? gpu.none : gpu.name),
      ...('none' in gpu ? [] : [fact(t('Largest GPU buffer'), sizeText(gpu.maxBuffer))]),
      fact(t('Processors'), browser.processors === null ? unknown() : String(browser.processors)),
      fact(
        t('Threads'),
        browser.isolated ? t('yes, the page is isolated') : t('no: the page is not isolated'),
      ),
      fact(
        t('Memory'),
        browser.memoryGb === null ? unknown() : t('at least {memoryGb} GB', { memoryGb: browser.memoryGb }),
      ),
      fact(
        t('Memory of this page'),
        heap
          ? t('{size} of at most {size2}', { size: sizeText(heap.used), size2: sizeText(heap.limit) })
          : unknown(),
      ),
    ],
  }
}

export function storageSection({ tables, bytes }: DiagnosticFacts): Section {
  return {
    title: t('Storage'),
    facts: [
      ...bytes.map((one) =>
        fact(
          t('Bytes of {name}', { name: one.name }),
          t('{size} in {count} pieces', { size: sizeText(one.bytes), count: wholeText(one.count) }),
        ),
      ),
      ...tables.map((table) => fact(t('Rows of {name}', { name: table.name }), wholeText(table.rows))),
    ],
  }
}

export function locksSection({ browser }: DiagnosticFacts): Section {
  const locks = browser.locks
  const told = (lock: { held: boolean; mine: boolean }) =>
    t('{state} by {who}', {
      state: lock.held ? t('held') : t('waited for'),
      who: lock.mine ? t('this tab') : t('another tab'),
    })
  return {
    title: t('Locks'),
    facts: locks
      ? locks.filter(({ name }) => !WORKER.test(name)).map((lock) => fact(lock.name, told(lock)))
      : [fact(t('Locks'), unknown())],
  }
}

const WORKER = /^worker:([\w-]+):/

/** The workers that live now, in this tab or another: each holds a lock of its name. */
export function workersSection({ browser }: DiagnosticFacts): Section {
  const kinds = (browser.locks ?? []).flatMap(({ name, held }) =>
    held ? (WORKER.exec(name)?.[1] ?? []) : [],
  )
  const facts = [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) =>
    fact(kind, wholeText(all.length)),
  )
  if (browser.locks === null) return { title: t('Workers'), facts: [fact(t('All'), unknown())] }
  return { title: t('Workers'), facts: facts.length > 0 ? facts : [fact(t('All'), t('none at work'))] }
}

/** The queue by kind: how many in each state, how long the oldest has been there, and the last failure. */
export function queueSection(queue: QueueFacts, now: number): Section {
  const kinds = censusOf(queue.jobs, now).map((one) => fact(kindName(one.kind), censusText(one, now)))
  const leader = { 'this-tab': t('this tab'), 'other-tab': t('another tab'), nobody: t('nobody just now') }
  return {
    title: t('Queue'),
    facts: [
      fact(t('Run by'), `${leader[queue.runner]}${queue.held ? t(', everything is held') : ''}`),
      ...(kinds.length > 0 ? kinds : [fact(t('Jobs'), t('none'))]),
    ],
  }
}

/** How outside services have answered; those that are well and have never failed are left out. */
export function servicesSection(breakers: readonly Breaker[], now: number): Section {
  const told = breakers.filter((one) => one.state !== 'closed' || one.fault !== null)
  const troubleOf = ({ state, failures, until, fault: why }: Breaker) =>
    [
      state,
      failures > 0 && t('{failures} failures in a row', { failures }),
      until > now && t('left alone for {left}', { left: leftText((until - now) / 1000) }),
      why && t('last {code}', { code: `${why.code}${why.detail ? ` (${why.detail})` : ''}` }),
    ]
      .filter(Boolean)
      .join(' · ')
  return {
    title: t('Services'),
    facts:
      told.length > 0
        ? told.map((one) => fact(one.service, troubleOf(one)))
        : [fact(t('All'), t('no trouble'))],
  }
}

const DAY_MS = 86_400_000

/** How long ago; whole days beyond two of them. */
function age(ms: number): string {
  return ms > 2 * DAY_MS ? count(Math.floor(ms / DAY_MS), 'day') : leftText(Math.max(0, ms) / 1000)
}

function censusText({ states, oldestMs, last }: KindCensus, now: number): string {
  const counts = Object.entries(states).map(([state, amount]) => `${amount} ${state}`)
  if (oldestMs !== null) counts.push(t('oldest {age}', { age: age(oldestMs) }))
  if (last) {
    const detail = last.fault.detail ? ` (${last.fault.detail})` : ''
    counts.push(
      t('last error {code}{detail}, {age} ago', { code: last.fault.code, detail, age: age(now - last.at) }),
    )
  }
  return counts.join(' · ')
}

export function memorySection(parts: readonly MemoryPart[]): Section {
  return {
    title: t('Memory by page and worker'),
    facts: parts.map((part) => fact(part.name, sizeText(part.bytes))),
  }
}
