import { isEnded } from '#lib/core/domain/job.ts'
import type { ByteOwner } from '#lib/core/storage/byte-kinds.ts'
import type { TableName, Tables } from '#lib/platform/storage/rows.ts'

/** How the sweep learns whose bytes are spoken for. */
interface Owned {
  tables: readonly TableName[]
  /** Ids whose bytes stay; null while they cannot be told, so that all stay. */
  ids(tables: Tables): Promise<Iterable<string> | null>
}

/** By owner: one line for each line of `OWNER_ROOTS`. */
export const OWNED: Readonly<Record<ByteOwner, Owned>> = {
  track: {
    tables: ['tracks'],
    ids: async ({ tracks }) => (await tracks.all()).map((track) => track.id),
  },
  separation: {
    tables: ['separations'],
    ids: async ({ separations }) => (await separations.all()).map((row) => row.id),
  },
  share: {
    tables: ['shares'],
    ids: async ({ shares }) => (await shares.all()).map((row) => row.id),
  },
  receipt: {
    tables: ['receipts'],
    ids: async ({ receipts }) => (await receipts.all()).map((row) => row.id),
  },
  model: {
    tables: ['models', 'jobs'],
    async ids({ models, jobs }) {
      // A part in flight is kept a moment before its row names it.
      const fetching = (await jobs.all()).some(
        (job) => ['get-model', 'receive'].includes(job.kind) && !isEnded(job.state),
      )
      if (fetching) return null
      const rows = await models.all()
      return rows.flatMap((row) => [...row.parts, ...row.imported.map((graph) => graph.sha256)])
    },
  },
  export: {
    tables: ['exportCache', 'jobs'],
    async ids({ exportCache, jobs }) {
      // The file in hand has no row yet.
      const making = (await jobs.all()).some((job) => job.kind === 'export' && !isEnded(job.state))
      return making ? null : (await exportCache.all()).map((row) => row.id)
    },
  },
}
