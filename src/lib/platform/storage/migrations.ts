import type { Dexie } from 'dexie'

/** What tracks got in version 4. */
const FACTS_OF_4 = {
  link: null,
  isrc: null,
  spotifyId: null,
  releaseDate: null,
  label: null,
  coverUrl: null,
  durationMs: null,
  albumId: null,
}

/**
 * The history of the database, oldest first. Appended, never edited: a browser out there may stand at any of these.
 * A step that changes rows carries its `upgrade`. `&` is unique, `++` counts up.
 */
const STEPS: readonly { stores: Record<string, string>; upgrade?: Parameters<UpgradeOf>[0] }[] = [
  {
    stores: {
      tracks: 'id, &sourceKey',
      separations: 'id, trackId',
      // `liveKey` is the dedupeKey while the job is live and absent after, so that ended jobs may share it.
      jobs: 'id, state, trackId, dedupeKey, &liveKey',
      models: 'id',
      mixes: 'trackId',
      settings: 'key',
      logs: '++id',
      meta: 'key',
    },
  },
  { stores: { auditEvents: 'id', hooks: 'id' } },
  { stores: { analyses: 'id, trackId', analysisEdits: 'trackId' } },
  {
    stores: {
      tracks: 'id, &sourceKey, file.sha256, albumId',
      albums: 'id, &sourceKey',
      albumTracks: 'id, albumId, trackId',
      batches: 'id',
    },
    upgrade: (tx) =>
      tx
        .table<object>('tracks')
        .toCollection()
        .modify((row) => Object.assign(row, { ...FACTS_OF_4, ...row })),
  },
  { stores: { breakers: 'service' } },
  { stores: { downloads: 'trackId', enrichmentTasks: 'id, trackId, status', secrets: 'key' } },
  { stores: { trackFacts: 'trackId' } },
  { stores: { trash: 'id' } },
  {
    stores: {
      recipes: 'id',
      exports: 'id',
      exportFiles: 'id, exportId, trackId',
      exportCache: 'id, trackId',
    },
  },
  { stores: { shares: 'id, trackId', receipts: 'id, trackId' } },
]

type UpgradeOf = ReturnType<Dexie['version']>['upgrade']

export const LATEST = STEPS.length

/** Tells `db` only how the latest version looks: for one that is new or stands there. Each step told costs a start more. */
export function describeLatest(db: Dexie): void {
  db.version(LATEST).stores(Object.assign({}, ...STEPS.map((step) => step.stores)))
}

/** Tells `db` the steps up to `last`. */
export function migrate(db: Dexie, last: number = LATEST): void {
  STEPS.slice(0, last).forEach((step, index) => {
    const version = db.version(index + 1).stores(step.stores)
    if (step.upgrade) version.upgrade(step.upgrade)
  })
}
