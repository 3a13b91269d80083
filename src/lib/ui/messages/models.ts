import type { ModelId } from '#models/card.ts'
import { t, words } from './t.ts'

const SUMMARIES: Readonly<Record<ModelId, string>> = words({
  htdemucs: 'Hybrid Transformer Demucs, the standard model: four stems, one pass.',
  htdemucs_ft: 'Four specialists, one per stem: a little cleaner, four times the work.',
  htdemucs_6s: 'Adds guitar and piano; the authors call both experimental, the piano weak.',
  mdx_extra: 'The older Hybrid Demucs: the mean of four networks without a transformer.',
})

/** What a model is, in a sentence. */
export const modelSummary = (id: ModelId): string => SUMMARIES[id]

/** What Meta's README says of the weights, which is true of every model there is. */
export const weightsText = (): string =>
  t(
    'The weights were trained and published by Meta for personal and research use. They are not covered by the MIT licence of the Demucs code.',
  )
