import type { AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { ModelCard } from '#models/card.ts'
import { t } from './t.ts'

/** What a job is about that belongs to no one song. */
function titleWithoutSong(kind: Job['wish']['kind']): string | null {
  if (kind === 'export') return t('Several songs')
  if (kind === 'send') return t('A model')
  return kind === 'receive' ? t('A share') : null
}

/** What a job is about: the song's title, or the model's. */
export function jobTitle(job: Job, tracks: readonly Track[], cards: readonly ModelCard[]): string {
  const { wish } = job
  if (wish.kind === 'get-model') return cards.find((card) => card.id === wish.modelId)?.title ?? wish.modelId
  if (wish.kind === 'deliver-hook') return wish.host
  if (wish.kind === 'enrich') return t('Details and covers')
  const unsung = wish.trackId === null ? titleWithoutSong(wish.kind) : null
  if (unsung !== null) return unsung
  const title = tracks.find((track) => track.id === wish.trackId)?.title
  if (wish.kind === 'fetch-metadata') return title || wish.link
  return title ?? t('A removed song')
}

function analysisWords(source: AnalysisSource): string {
  if (source === 'opinion') return t('Asking essentia.js')
  return source === 'stems' ? t('Analysing the stems') : t('Analysing')
}

/** What kind of work it is, in words. */
export function jobKindText(job: Job, cards: readonly ModelCard[]): string {
  const { wish } = job
  if (wish.kind === 'prepare') return t('Adding to the library')
  if (wish.kind === 'get-model') return t('Getting a model')
  if (wish.kind === 'analyse') return analysisWords(wish.source)
  if (wish.kind === 'fetch-metadata') return t('Looking up a link')
  if (wish.kind === 'download') return t('Downloading')
  if (wish.kind === 'enrich') return t('Looking up details')
  if (wish.kind === 'export') return t('Making files')
  if (wish.kind === 'deliver-hook') return t('Telling a webhook of {event}', { event: wish.event })
  if (wish.kind === 'send') return t('Getting a share ready')
  if (wish.kind === 'receive') return t('Receiving from another device')
  const model = cards.find((card) => card.id === wish.modelId)?.title ?? wish.modelId
  return t('Separating with {model}', { model })
}
