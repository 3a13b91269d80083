import type { Clock } from '#lib/core/domain/clock.ts'
import type { CachedExport, Export, ExportFile, SoundFacts } from '#lib/core/domain/export.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { trackRecipeId, type DocumentId } from '#lib/core/domain/recipe.ts'
import type { DocumentSong } from '#lib/core/exports/document-song.ts'
import { BUNDLES, documentKind } from '#lib/core/exports/document-kinds.ts'
import { writeDocument } from '#lib/core/exports/documents.ts'
import { FORMATS } from '#lib/core/exports/formats.ts'
import type { SongForExport } from '#lib/core/exports/plan-files.ts'
import { paceAfter, timeLeftS, type Pace } from '#lib/core/jobs/time-left.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Renderer } from '#lib/platform/engines/engines.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { Span } from '#workers/export/contract.ts'
import {
  audioOrder,
  bundleSounds,
  cacheIdOf,
  coverKeys,
  rateOf,
  tagsOf,
  workOrder,
  type SongWork,
} from '../exports/orders.ts'
import { documentSong, keepPaper, readPaper, type SongPaper } from '../exports/papers.ts'
import { readSongs } from '../exports/read-songs.ts'
import type { Task, TaskContext } from '../registry.ts'

export interface ExportDoors {
  rows: RowStore
  blobs: BlobStore
  renderer: Renderer
  clock: Pick<Clock, 'now'>
  /** Writes the made files into the folder that was chosen, while that is still allowed; false where it is not. */
  intoFolder(row: Export, files: readonly ExportFile[], signal: AbortSignal): Promise<boolean>
}

/** Made bytes and what was measured on the way. */
type Made = Pick<CachedExport, 'bytes' | 'mime' | 'sound'>

/**
 * Makes the files of an export one after another; each is committed as soon as it is there, so that a stop loses only the one in hand. What
 * was made before of the same content by the same recipe is taken as it is. A file that cannot be is told, and the others go on.
 */
export function exportSongsTask(doors: ExportDoors): Task {
  return {
    kind: 'export',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'export') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      const row = await doors.rows.read(['exports'], ({ exports }) => exports.get(wish.exportId))
      if (!row) return failed(fault('track-gone', { detail: 'the export was forgotten' }))
      return new Run(doors, context, row).all()
    },
  }
}

class Run {
  readonly #doors: ExportDoors
  readonly #context: TaskContext
  readonly #row: Export
  #files: ExportFile[] = []
  readonly #works = new Map<string, Promise<{ work: SongWork; paper: SongPaper }>>()
  #pace: Pace | null = null

  constructor(doors: ExportDoors, context: TaskContext, row: Export) {
    this.#doors = doors
    this.#context = context
    this.#row = row
  }

  async all(): Promise<Outcome<(tables: Tables) => Promise<void>>> {
    const { rows, clock, intoFolder } = this.#doors
    const { id } = this.#row
    const { signal } = this.#context
    this.#files = await rows.read(['exportFiles'], ({ exportFiles }) => exportFiles.by('exportId', id))
    this.#files.sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const [index, file] of this.#files.entries()) {
      if (file.state !== 'waiting') continue
      this.#tick(index, 0)
      const made = await this.#one(file, index)
      if (signal.aborted) return failed(fault('interrupted'))
      if (!made.ok && made.fault.retry === 'soon') return made
      if (!made.ok) await this.#note(index, { ...file, state: 'failed', fault: made.fault })
    }
    const lost = this.#files.filter(({ state }) => state === 'failed')
    if (lost.length === this.#files.length) return failed(lost[0]?.fault ?? fault('unknown'))
    this.#context.tick({ phase: 'saving', fraction: 0.99, leftS: null })
    const isSaved = await intoFolder(this.#row, this.#files, signal)
    if (signal.aborted) return failed(fault('interrupted'))
    const now = clock.now()
    // Both at once: who hears that it is made hears whether it waits to be saved.
    return done(async ({ exports }) => {
      await exports.change(id, (made) => ({ ...made, madeAt: now, savedAt: isSaved ? now : made.savedAt }))
    })
  }

  #tick(index: number, within: number): void {
    const fraction = (index + within) / Math.max(1, this.#files.length)
    this.#pace = paceAfter(this.#pace, this.#doors.clock.now(), 'exporting', fraction)
    this.#context.tick({ phase: 'exporting', fraction, leftS: timeLeftS(this.#pace) })
  }

  async #note(index: number, file: ExportFile, cached?: CachedExport): Promise<void> {
    await this.#context.commit(async ({ exportFiles, exportCache }) => {
      if (cached) await exportCache.put(cached)
      await exportFiles.change(file.id, () => file)
    })
    this.#files[index] = file
  }

  async #one(file: ExportFile, index: number): Promise<Outcome<void>> {
    const ordered = await this.#order(file, index)
    if (!ordered.ok) return ordered
    const { id, make } = ordered.value
    const { rows, clock } = this.#doors
    const before = await rows.read(['exportCache'], ({ exportCache }) => exportCache.get(id))
    const made = before ? done<Made>(before) : await make()
    if (!made.ok) return made
    const { bytes, mime, sound } = made.value
    const cached = {
      id,
      trackId: file.trackId,
      bytes,
      mime,
      sound,
      createdAt: before?.createdAt ?? clock.now(),
    }
    // What was there already took no time.
    const heard: SoundFacts | null = sound && before ? { ...sound, ms: 0 } : sound
    await this.#note(index, { ...file, state: 'made', fault: null, cacheId: id, bytes, sound: heard }, cached)
    this.#context.weigh({ out: bytes })
    return done(undefined)
  }

  async #order(
    file: ExportFile,
    index: number,
  ): Promise<Outcome<{ id: string; make(): Promise<Outcome<Made>> }>> {
    const { content } = file
    if (content.kind === 'document') return this.#document(content.document)(file)
    const known = await this.#work(file.trackId ?? '')
    if (!known) return failed(fault('track-gone'))
    const { work } = known
    const tick = (fraction: number) => this.#tick(index, fraction)
    const { renderer } = this.#doors
    const { signal } = this.#context
    if (content.kind === 'audio') {
      const order = audioOrder(work, file, content.source, content.format)
      if (!order) return failed(fault('stem-missing'))
      const id = await cacheIdOf(work.song, order)
      const { mime } = FORMATS[content.format]
      return done({ id, make: () => withMime(renderer.render({ ...order, id }, tick, signal), mime) })
    }
    const song = await this.#songFor(file)
    if (!song.ok) return song
    const about = { bundle: content.bundle, sounds: bundleSounds(work), tags: tagsOf(work, '') }
    const order = { ...about, work: workOrder(work, rateOf(work)), song: song.value }
    const id = await cacheIdOf(work.song, [about, order.work, known.paper.analysis.edit])
    const { mime } = BUNDLES[content.bundle]
    return done({ id, make: () => withMime(renderer.bundle({ ...order, id }, tick, signal), mime) })
  }

  #document(document: DocumentId) {
    return async (file: ExportFile): Promise<Outcome<{ id: string; make(): Promise<Outcome<Made>> }>> => {
      const kind = documentKind(document)
      if (!kind) return failed(fault('unknown', { detail: `no writer of ${document}` }))
      const songs: DocumentSong[] = []
      for (const trackId of file.trackId === null ? this.#row.trackIds : [file.trackId]) {
        const song = await this.#songFor({ ...file, trackId })
        if (song.ok) songs.push(song.value)
      }
      if (songs.length === 0) return failed(fault('track-gone'))
      // Papers are quick to write and name other files: each is this export's own.
      const id = `${this.#row.id}-${file.id.slice(-5)}`
      return done({
        id,
        make: async () => {
          const bytes = writeDocument(document, songs, file.path)
          if (!bytes) return failed(fault('unknown', { detail: `no writer of ${document}` }))
          await keepPaper(this.#doors.blobs, id, bytes)
          return done({ bytes: bytes.length, mime: kind.mime, sound: null })
        },
      })
    }
  }

  async #songFor(file: ExportFile): Promise<Outcome<DocumentSong>> {
    const known = await this.#work(file.trackId ?? '')
    if (!known) return failed(fault('track-gone'))
    const { work, paper } = known
    const order = workOrder(work, rateOf(work))
    const span: Outcome<Span> = await this.#doors.renderer.span(order, () => undefined, this.#context.signal)
    return span.ok ? done(documentSong(work.song, paper, span.value, this.#files)) : span
  }

  /** The song and how it is worked on, read once; null when it is gone. */
  async #work(trackId: string): Promise<{ work: SongWork; paper: SongPaper } | null> {
    const before = this.#works.get(trackId)
    if (before) return before
    const [song] = await this.#doors.rows.read(['tracks', 'separations', 'mixes', 'trackFacts'], (tables) =>
      readSongs(tables, [trackId]),
    )
    if (!song) return null
    const now = this.#read(song)
    this.#works.set(trackId, now)
    return now
  }

  async #read(song: SongForExport): Promise<{ work: SongWork; paper: SongPaper }> {
    const { rows, blobs } = this.#doors
    const own = await rows.read(['recipes'], ({ recipes }) => recipes.get(trackRecipeId(song.track.id)))
    const recipe = own ? { ...this.#row.recipe, processing: own.recipe.processing } : this.#row.recipe
    let cover: string | null = null
    for (const key of coverKeys(song.track.id)) if (cover === null && (await blobs.has(key))) cover = key
    const paper = await readPaper(this.#doors, song)
    return { work: { song, recipe, grid: paper.grid, cover }, paper }
  }
}

async function withMime(
  made: Promise<Outcome<{ bytes: number; sound: SoundFacts | null }>>,
  mime: string,
): Promise<Outcome<Made>> {
  const outcome = await made
  return outcome.ok ? done({ bytes: outcome.value.bytes, mime, sound: outcome.value.sound }) : outcome
}
