import { factsOf } from '#lib/core/domain/track-facts.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** The tables that `refreshFacts` meets. */
export const FACTS_TABLES = ['analyses', 'analysisEdits', 'trackFacts'] as const

/** Writes anew what counts of a song's analysis; call it in the transaction that writes an analysis or a correction. */
export async function refreshFacts(
  { analyses, analysisEdits, trackFacts }: Pick<Tables, (typeof FACTS_TABLES)[number]>,
  trackId: string,
): Promise<void> {
  const facts = factsOf(trackId, await analyses.by('trackId', trackId), await analysisEdits.get(trackId))
  await (facts ? trackFacts.put(facts) : trackFacts.remove(trackId))
}
