import type { Clock } from '#lib/core/domain/clock.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { browserChannel, type Channel } from '#lib/platform/device/channel.ts'
import { browserClock } from '#lib/platform/device/clock.ts'
import { browserLocks, type Locks } from '#lib/platform/device/locks.ts'
import { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import type { OtherTabs } from '#lib/platform/storage/open-rows.ts'
import { LogRing } from '#lib/platform/storage/log-ring.ts'
import { freeBytes } from '#lib/work/free-bytes.ts'
import { readSettings } from '#lib/work/settings-rows.ts'

/** What every room of the app stands on. Names are those that most doors ask for, so it can be handed on as it is. */
export interface Ground {
  rows: DexieRows
  blobs: DexieBlobs
  logs: LogRing
  log: Log
  clock: Clock
  locks: Locks
  channel: Channel
  random(): number
  now(): number
  newId(): string
  /** As a person has set it by now. */
  patient: Patient
  /** Frees the bytes under these prefixes; never throws. */
  free(prefixes: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Opens the browser's stores. Faults thrown as FaultError: `newer-data`, `storage-*`. */
export async function openGround(others: OtherTabs = {}): Promise<Ground> {
  const rows = await DexieRows.open('sfa', others)
  const blobs = new DexieBlobs()
  const logs = new LogRing(rows.db, browserClock)
  rows.onWatchLost = (why) => logs.log('critical', 'storage', 'watch ended', { code: why.code })
  const channel = browserChannel('sfa')
  let patience = 1
  rows.watch(readSettings, (settings) => (patience = settings.patience))
  return {
    rows,
    blobs,
    logs,
    log: logs.log,
    clock: browserClock,
    locks: browserLocks,
    channel,
    random: Math.random,
    now: browserClock.now,
    newId: () => crypto.randomUUID(),
    patient: (usual) => usual * patience,
    free: (prefixes) => freeBytes(blobs, logs.log, prefixes),
    async close() {
      await logs.flush()
      channel.close()
      blobs.close()
      rows.close()
    },
  }
}
