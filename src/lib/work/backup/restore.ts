import type { NotBrought, Restored } from '#lib/core/backup/restored.ts'
import { FaultError } from '#lib/core/domain/fault.ts'
import { modelPrefix, originalPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { ArchiveView, BackupWorker, PackView } from '#workers/backup/contract.ts'
import { rowsIn } from './read-pack.ts'
import { restoreLists } from './restore-lists.ts'
import { hasWholeFile, planSong, songHere, writeSong, type RestoreDoors } from './restore-song.ts'

export interface RestoringDoors extends RestoreDoors {
  blobs: Pick<BlobStore, 'use' | 'removeAll'>
  worker: Pick<BackupWorker, 'unpack'>
}

/** What an archive has, and how many of its songs are here already. */
export async function whatIsIn({ rows }: RestoreDoors, { head, packs, broken, cut }: ArchiveView) {
  let here = 0
  for (const pack of packs) {
    const [track] = rowsIn(pack.rows, 'tracks')
    if (track && (await rows.read(['tracks'], (tables) => songHere(tables, track)))) here++
  }
  return {
    ...{ head, cut, here, broken: broken.length },
    songs: packs.filter((pack) => pack.folder.startsWith('songs/')).length,
    bytes: packs.reduce((sum, pack) => sum + pack.bytes, 0),
  }
}

/**
 * Brings an archive in, pack by pack: bytes first, each after its hash was seen to be right, then the rows that speak of
 * them. Broken off anywhere it leaves whole songs, and begun again it doubles nothing.
 */
export async function restore(
  doors: RestoringDoors,
  file: Blob,
  view: ArchiveView,
  tick: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Restored> {
  const out: Restored = { songs: 0, fresh: 0, stems: 0, models: 0, bytes: 0, missing: [] }
  const idOf = new Map<string, string>()
  const run = new Restoring(doors, file, out, idOf)
  let passed = 0
  for (const pack of view.packs) {
    signal.throwIfAborted()
    await run.bring(pack)
    passed += pack.bytes
    tick(passed)
  }
  const lists = view.packs.find((pack) => pack.folder === 'lists')
  if (lists) await restoreLists(doors.rows, lists.rows, idOf, () => doors.newId())
  for (const name of view.broken) out.missing.push({ what: 'pack', name, why: 'damaged' })
  if (view.cut) out.missing.push({ what: 'pack', name: '', why: 'cut' })
  return out
}

class Restoring {
  readonly #doors: RestoringDoors
  readonly #file: Blob
  readonly #out: Restored
  readonly #idOf: Map<string, string>

  constructor(doors: RestoringDoors, file: Blob, out: Restored, idOf: Map<string, string>) {
    this.#doors = doors
    this.#file = file
    this.#out = out
    this.#idOf = idOf
  }

  async bring(pack: PackView): Promise<void> {
    if (pack.folder.startsWith('songs/')) await this.#song(pack)
    if (pack.folder.startsWith('models/')) await this.#models(pack)
  }

  async #song({ folder, rows: pack }: PackView): Promise<void> {
    const plan = await planSong(this.#doors, pack)
    if (!plan) return this.#miss('song', folder, 'damaged')
    const { track, id, separations, into } = plan
    const got = await this.#unpack(folder, into).catch(async (error: unknown) => {
      // Bytes without rows: a full disk wants them back at once.
      for (const one of separations) await this.#doors.blobs.removeAll(separationPrefix(one.id))
      if (plan.isNew) await this.#doors.blobs.removeAll(trackPrefix(id))
      throw error
    })
    if (!got.ok) return this.#miss('song', track.title, got.fault.code)
    const { lost, bytes } = got.value
    const there = plan.wantsFile ? (await this.#doors.blobs.use(originalPrefix(id))).bytes : 0
    const file = plan.wantsFile && hasWholeFile(plan, lost, there)
    const left = await writeSong(this.#doors, plan, pack, { lost, file })
    this.#idOf.set(track.id, id)
    this.#out.songs++
    this.#out.bytes += bytes
    if (plan.isNew) this.#out.fresh++
    this.#out.stems += separations.length - left.length
    if (plan.wantsFile && lost.some((key) => key.startsWith(originalPrefix(track.id)))) {
      await this.#doors.blobs.removeAll(originalPrefix(id))
      this.#miss('file', track.title, 'damaged')
    }
    for (const row of left) {
      this.#miss('stems', track.title, 'damaged')
      const to = separations.find((one) => one.row === row)?.id
      if (to !== undefined) await this.#doors.blobs.removeAll(separationPrefix(to))
    }
  }

  async #models({ folder, rows: pack }: PackView): Promise<void> {
    const [row] = rowsIn(pack, 'models')
    if (!row) return this.#miss('model', folder, 'damaged')
    const here = await this.#doors.rows.read(['models'], ({ models }) => models.get(row.id))
    if (here?.state === 'ready') return
    const hashes = [...row.parts, ...row.imported.map((graph) => graph.sha256)]
    const got = await this.#unpack(
      folder,
      hashes.map((hash) => [modelPrefix(hash), modelPrefix(hash)]),
    )
    if (!got.ok) return this.#miss('model', row.id, got.fault.code)
    if (got.value.lost.length > 0) return this.#miss('model', row.id, 'damaged')
    await this.#doors.rows.write(['models'], ({ models }) => models.put(row))
    this.#out.models++
    this.#out.bytes += got.value.bytes
  }

  /** A disk that is full, or storage that fails, ends it all: what was brought stays, and another try goes on from there. */
  async #unpack(folder: string, into: [string, string][]): ReturnType<BackupWorker['unpack']> {
    const got = await this.#doors.worker.unpack(this.#file, folder, into)
    if (!got.ok && got.fault.code.startsWith('storage-')) throw new FaultError(got.fault)
    return got
  }

  #miss(what: NotBrought['what'], name: string, why: NotBrought['why']): void {
    this.#out.missing.push({ what, name, why })
  }
}
