import type { Job, Progress } from '#lib/core/domain/job.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { ModelCard } from '#models/card.ts'
import { count, leftText, sizeText, transferText } from '../messages/format.ts'
import { t } from '../messages/t.ts'

/** What the card of a model shows and offers. */
export interface ModelFace {
  /** `some`: some of several files were brought. */
  state: 'absent' | 'some' | 'getting' | 'waiting' | 'paused' | 'ready'
  words: string
  /** 0 to 1 while part of it is here. */
  fraction: number | null
}

export function jobOfModel(jobs: readonly Job[], modelId: string): Job | null {
  const own = jobs.filter((job) => job.wish.kind === 'get-model' && job.wish.modelId === modelId)
  return own.find((job) => ['running', 'queued', 'paused'].includes(job.state)) ?? null
}

export function faceOf(
  card: ModelCard,
  row: ModelRow | undefined,
  job: Job | null,
  progress: Progress | undefined,
): ModelFace {
  if (row?.state === 'ready') return { state: 'ready', words: readyWords(row), fraction: null }
  if (row && row.imported.length > 0) {
    const brought = t('{files} imported, more are needed', { files: count(row.imported.length, 'file') })
    return { state: 'some', words: brought, fraction: null }
  }
  const state = stateOf(row, job)
  if (state === 'absent') {
    return {
      state,
      words: card.served ? t('{size} to get', { size: sizeText(card.bytes) }) : t('Needs a file'),
      fraction: null,
    }
  }
  return { state, ...transferOf(card, row, state, progress) }
}

function transferOf(
  card: ModelCard,
  row: ModelRow | undefined,
  state: 'getting' | 'waiting' | 'paused',
  progress: Progress | undefined,
): Pick<ModelFace, 'words' | 'fraction'> {
  const { done, total } = progress?.bytes ?? { done: row?.bytes ?? 0, total: row?.totalBytes ?? card.bytes }
  const left =
    typeof progress?.leftS === 'number' ? t(' · {left} left', { left: leftText(progress.leftS) }) : ''
  const far = transferText(done, total)
  const words = {
    getting: `${far}${left}`,
    waiting: t('Waiting · {far}', { far }),
    paused: t('Paused · {far}', { far }),
  }[state]
  return { words, fraction: total > 0 ? done / total : 0 }
}

function stateOf(row: ModelRow | undefined, job: Job | null): 'absent' | 'getting' | 'waiting' | 'paused' {
  if (job?.state === 'running') return 'getting'
  if (job?.state === 'queued') return 'waiting'
  return job?.state === 'paused' || row?.state === 'partial' ? 'paused' : 'absent'
}

function readyWords(row: ModelRow): string {
  return row.imported.length > 0
    ? t('From your file · {size}', { size: sizeText(row.bytes) })
    : t('On this device · {size}', { size: sizeText(row.bytes) })
}
