import { receiptChunksPrefix } from '#lib/core/domain/keys.ts'
import type { KindRows } from './kind-rows.ts'

/** What came stays: whoever asks again goes on from there. */
export const receiveRows: KindRows<'receive'> = {
  async undo({ receiptId }, { receipts }) {
    await receipts.change(receiptId, (row) => (row.state === 'whole' ? row : { ...row, state: 'ended' }))
  },

  async fail({ receiptId }, why, { receipts }) {
    await receipts.change(receiptId, (row) => ({ ...row, state: 'ended', fault: why }))
  },

  async revive({ receiptId }, { receipts }) {
    const row = await receipts.change(receiptId, (one) => ({ ...one, state: 'receiving', fault: null }))
    return row !== null
  },

  leftovers: async ({ receiptId }, { receipts }) =>
    (await receipts.get(receiptId)) ? [] : [receiptChunksPrefix(receiptId)],
}
