import type { KindRows } from './kind-rows.ts'

/** Rows come only with the end; its bytes are replaced by the next run, and go with the song. */
export const analyseRows: KindRows<'analyse'> = {
  async undo() {},
  async fail() {},
  revive: async ({ trackId }, { tracks }) => (await tracks.get(trackId)) !== null,
  leftovers: async () => [],
}
