import type { ModelRow } from '#lib/core/domain/model.ts'
import type { ModelCard } from '#models/card.ts'

/** Models that can be used here: served by this site, or brought by the person. */
export function modelsToOffer(
  cards: readonly ModelCard[],
  rows: ReadonlyMap<string, ModelRow>,
): readonly ModelCard[] {
  return cards.filter((card) => card.served || rows.get(card.id)?.state === 'ready')
}
