import type { KindRows } from './kind-rows.ts'

/** What is known of a listed song stays, whether or not more came of it. */
export const fetchMetadataRows: KindRows<'fetch-metadata'> = {
  async undo() {},
  async fail() {},
  revive: async ({ trackId }, { tracks }) => trackId === null || (await tracks.get(trackId)) !== null,
  leftovers: async () => [],
}
