import { modelPrefix } from '#lib/core/domain/keys.ts'
import { CARDS } from '#models/cards.ts'
import { partsOf } from '../tasks/model-parts.ts'
import type { KindRows } from './kind-rows.ts'

export const getModelRows: KindRows<'get-model'> = {
  async undo({ modelId }, { models }) {
    await models.change(modelId, (row) =>
      row.state === 'partial' ? { ...row, state: 'absent', parts: [], bytes: 0 } : row,
    )
  },

  async fail({ modelId }, why, { models }) {
    await models.change(modelId, (row) => ({ ...row, fault: why }))
  },

  revive: async () => true,

  async leftovers({ modelId }, { models }) {
    const named = new Set((await models.all()).flatMap((row) => row.parts))
    const card = CARDS.find((one) => one.id === modelId)
    const hashes = card ? partsOf(card).map((part) => part.sha256) : []
    return hashes.filter((hash) => !named.has(hash)).map(modelPrefix)
  },
}
