import { sharePrefix } from '#lib/core/domain/keys.ts'
import type { KindRows } from './kind-rows.ts'

export const sendRows: KindRows<'send'> = {
  async undo({ shareId }, { shares }) {
    await shares.change(shareId, (row) => (row.state === 'packing' ? { ...row, state: 'stopped' } : row))
  },

  async fail({ shareId }, why, { shares }) {
    await shares.change(shareId, (row) => ({ ...row, state: 'failed', fault: why }))
  },

  async revive({ shareId }, { shares }) {
    const row = await shares.change(shareId, (one) =>
      one.state === 'open' ? one : { ...one, state: 'packing', fault: null },
    )
    return row !== null
  },

  leftovers: async ({ shareId }, { shares }) =>
    (await shares.get(shareId))?.state === 'open' ? [] : [sharePrefix(shareId)],
}
