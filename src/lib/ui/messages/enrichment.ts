import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import { t } from './t.ts'

/** What the badge of a song says, and more on hovering; null where there is nothing to say. */
export function enrichmentWords(task: EnrichmentTask | undefined): { label: string; title: string } | null {
  if (!task) return null
  if (task.status === 'queued' || task.status === 'running')
    return { label: t('Looking up'), title: t('Details and cover are being looked up') }
  if (task.status === 'error')
    return { label: t('Not looked up'), title: t('The catalogues did not answer; Diagnostics says more') }
  if (task.result === 'enriched')
    return { label: t('Enriched'), title: t('Details and cover come from the catalogues') }
  if (task.result === 'identified')
    return { label: t('Identified'), title: t('The recording is known; no cover was found') }
  return null
}
