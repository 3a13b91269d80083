import { newDownload, type Download, type Offer, type RealQuality } from '#lib/core/domain/download.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { originalPrefix } from '#lib/core/domain/keys.ts'
import type { DownloadWish } from '#lib/core/domain/job.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { SourceFile, Track } from '#lib/core/domain/track.ts'
import type { Importer } from '#lib/platform/engines/engines.ts'
import { prepareSound } from '#lib/platform/net/prepare-sound.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { Described } from '#workers/audio/contract.ts'
import { asRefusal, lengthFault, realQuality } from '../downloads/check-sound.ts'
import { fetchBytes, type Fetched, type FetchDoors } from '../downloads/fetch-bytes.ts'
import { fileNameOf } from '../downloads/file-name.ts'
import { findOffers } from '../downloads/find-offers.ts'
import { chooseOffer, judge } from '../downloads/judge.ts'
import { PREPARED_SHARE, preparationTicker } from '../downloads/preparation.ts'
import { insertSong } from '../queue/song-jobs.ts'
import type { Task, TaskContext } from '../registry.ts'
import { readSettings } from '../settings-rows.ts'
import { hashKept } from './hash-kept.ts'
import { withTags } from './prepare-track.ts'

export interface DownloadDoors extends FetchDoors {
  rows: RowStore
  proxy: Pick<ProxyClient, 'open' | 'resolve'>
  importer: Pick<Importer, 'describe'>
  newId(): string
}

type Ending = (tables: Tables) => Promise<void>

/** Faults of one offer that another offer may not have. */
const TRY_ANOTHER = new Set<Fault['code']>([
  ...(['download-not-audio', 'download-length', 'download-too-large', 'source-gone'] as const),
  ...(['source-unfit', 'source-off', 'source-refused', 'command-missing'] as const),
])

/**
 * Comes by a track's sound: asks the sources, takes what certainly is the song, fetches and checks it, and hands it on to be
 * prepared. Where nothing is certain the offers are kept for a person, and that is the end of it, not a fault. Run again, it goes
 * on from the bytes on disk.
 */
export function downloadTask(doors: DownloadDoors): Task {
  return {
    kind: 'download',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'download') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      return new Run(doors, context, wish).toEnd()
    },
  }
}

class Run {
  readonly #doors: DownloadDoors
  readonly #context: TaskContext
  readonly #wish: DownloadWish
  readonly #from: number

  constructor(doors: DownloadDoors, context: TaskContext, wish: DownloadWish) {
    this.#doors = doors
    this.#context = context
    this.#wish = wish
    this.#from = doors.now()
  }

  async toEnd(): Promise<Outcome<Ending>> {
    const track = await this.#context.commit(({ tracks }) => tracks.get(this.#wish.trackId))
    if (!track) return failed(fault('track-gone'))
    if (track.file) return done(async () => undefined)
    const outcome = await this.#find(track)
    if (!outcome.ok) await this.#spent()
    return outcome
  }

  async #find(track: Track): Promise<Outcome<Ending>> {
    let row = await this.#row()
    if (row.offers.length === 0 && !row.pinned && !row.chosen) {
      const found = await this.#ask(track, row)
      if (!found.ok) return found
      row = found.value
    }
    // What was wrong with the best of them is what there is to say.
    let first: Fault | null = null
    for (;;) {
      const offer = row.chosen ?? chooseOffer(row, (await this.#settings()).audioOrder)
      if (!offer) return first ? failed(first) : done((tables) => this.#leaveToPerson(tables))
      const got = await this.#fetch(track, row, offer)
      if (got.ok || !this.#mayTryAnother(got.fault)) return got
      first ??= got.fault
      row = await this.#refuse(offer)
    }
  }

  async #ask(track: Track, row: Download): Promise<Outcome<Download>> {
    const { signal } = this.#context
    this.#context.tick({ phase: 'looking-up', fraction: 0, leftS: null })
    const { audioOrder } = await this.#settings()
    const found = await this.#context.call('proxy', () =>
      findOffers(this.#doors.proxy, track, row, audioOrder, signal),
    )
    if (!found.ok) return found
    return done(await this.#change((now) => ({ ...now, offers: judge(track, found.value) })))
  }

  async #fetch(track: Track, row: Download, offer: Offer): Promise<Outcome<Ending>> {
    const chosen = row.chosen
      ? row
      : await this.#change((now) => ({ ...now, chosen: offer, state: 'fetching' }))
    const src = await this.#source(chosen, offer)
    if (!src.ok) return src
    const from = offer.prepare ? PREPARED_SHARE : 0.1
    const fetched = await fetchBytes(this.#doors, this.#context, await this.#row(), { src: src.value, from })
    if (!fetched.ok) return fetched
    return this.#check(track, chosen, offer, fetched.value)
  }

  /** What to stream: some sources have to make it ready first. */
  async #source(row: Download, offer: Offer): Promise<Outcome<string>> {
    if (!offer.prepare) return done(offer.src)
    const context = this.#context
    context.tick({ phase: 'waiting', fraction: 0, leftS: null })
    const tell = preparationTicker(context, this.#doors.now)
    return prepareSound(this.#doors.proxy, { src: offer.src, quality: row.quality }, tell, context.signal)
  }

  async #check(track: Track, row: Download, offer: Offer, fetched: Fetched): Promise<Outcome<Ending>> {
    this.#context.tick({ phase: 'checking-download', fraction: 0.96, leftS: null })
    const { blobs, importer } = this.#doors
    const sha256 = await hashKept(blobs, await blobs.keys(originalPrefix(track.id)))
    if (!sha256) return failed(fault('storage-lost'))
    const { mime } = fetched.transfer
    const file: SourceFile = { name: fileNameOf(track, fetched.transfer), bytes: fetched.bytes, sha256, mime }
    const described = await importer.describe(track.id, file)
    if (!described.ok) return failed(asRefusal(described.fault))
    const byHand = row.byHand || row.pinned?.src === offer.src
    const off = lengthFault(track, described.value, offer, byHand)
    if (off) return failed(off)
    const real = realQuality(described.value.audio, fetched.real)
    return done((tables) => this.#keep(tables, { file, described: described.value, real, offer }))
  }

  async #keep(
    tables: Tables,
    {
      file,
      described,
      real,
      offer,
    }: { file: SourceFile; described: Described; real: RealQuality; offer: Offer },
  ): Promise<void> {
    const track = await tables.tracks.get(this.#wish.trackId)
    if (!track) return
    const now = this.#doors.now()
    const asking = { now, newId: () => this.#doors.newId(), batchId: this.#wish.batchId }
    const arriving: Track = { ...track, state: 'arriving', fault: null, audio: null, pcm: null, file }
    const preview = offer.source === 'preview'
    await insertSong(tables, withTags(arriving, described), asking, preview ? false : undefined)
    const tookMs = (row: Download) => row.spentMs + now - this.#from
    await tables.downloads.change(track.id, (row) => ({
      ...row,
      state: 'done',
      chosen: offer,
      transfer: null,
      comparison: null,
      changedAt: now,
      record: { finishedAt: now, tookMs: tookMs(row), bytes: file.bytes, sha256: file.sha256, real, preview },
    }))
  }

  async #leaveToPerson({ downloads }: Tables): Promise<void> {
    const now = this.#doors.now()
    await downloads.change(this.#wish.trackId, (row) => {
      const left = row.offers.some((offer) => !row.refused.includes(offer.src))
      return { ...row, state: left ? 'asking' : 'nowhere', chosen: null, transfer: null, changedAt: now }
    })
  }

  /** Another offer is tried at once where this one is not the song, and after a second failure where it does not answer. */
  #mayTryAnother(why: Fault): boolean {
    if (TRY_ANOTHER.has(why.code)) return true
    const isTired = why.retry === 'soon' && why.retryAfterMs === undefined && this.#context.job.attempts > 0
    return isTired && ['source-failed', 'download-cut'].includes(why.code)
  }

  async #refuse(offer: Offer): Promise<Download> {
    const { trackId } = this.#wish
    await this.#doors.blobs.removeAll(originalPrefix(trackId))
    return this.#change((row) => ({
      ...row,
      refused: [...row.refused, offer.src],
      chosen: null,
      byHand: false,
      transfer: null,
      state: 'asking',
    }))
  }

  #row(): Promise<Download> {
    const { trackId, quality } = this.#wish
    return this.#context.commit(async ({ downloads }) => {
      const now = this.#doors.now()
      const row = (await downloads.get(trackId)) ?? newDownload(trackId, quality, now)
      await downloads.put(row)
      return row
    })
  }

  #change(edit: (row: Download) => Download): Promise<Download> {
    const { trackId, quality } = this.#wish
    return this.#context.commit(async ({ downloads }) => {
      const now = this.#doors.now()
      const row = (await downloads.get(trackId)) ?? newDownload(trackId, quality, now)
      const next = { ...edit(row), changedAt: now }
      await downloads.put(next)
      return next
    })
  }

  /** Time of this run is kept for the record; a run that lost its lease keeps nothing. */
  async #spent(): Promise<void> {
    if (this.#context.signal.aborted) return
    const ms = this.#doors.now() - this.#from
    await this.#change((row) => ({ ...row, spentMs: row.spentMs + ms }))
  }

  #settings() {
    return this.#doors.rows.read(['settings'], readSettings)
  }
}
