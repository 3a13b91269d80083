import type { ModelCard, ModelId } from './card.ts'
import { htdemucs6s } from './cards/htdemucs-6s.ts'
import { htdemucsFt } from './cards/htdemucs-ft.ts'
import { htdemucs } from './cards/htdemucs.ts'
import { mdxExtra } from './cards/mdx-extra.ts'

const BY_ID: Record<ModelId, ModelCard> = {
  htdemucs,
  htdemucs_ft: htdemucsFt,
  htdemucs_6s: htdemucs6s,
  mdx_extra: mdxExtra,
}

/** Every model the app knows, the standard one first. */
export const CARDS: readonly ModelCard[] = Object.values(BY_ID)

export const cardOf = (id: ModelId): ModelCard => BY_ID[id]
