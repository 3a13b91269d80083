import type { LayerId } from '#lib/core/enrichment/layers.ts'
import { words } from './t.ts'

export const LAYER_WORDS: Readonly<Record<LayerId, string>> = words({
  creation: 'Songs without a wish',
  orchestration: 'Waiting',
  execution: 'In hand',
  lookup: 'Catalogues failed',
  writing: 'Learnt, not written',
  showing: 'Written, not shown',
})
