import { fault } from '#lib/core/domain/fault.ts'
import { shareManifestKey, shareUnitKey } from '#lib/core/domain/keys.ts'
import type { MixSettings } from '#lib/core/domain/mix.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { LANE_ORDER, type Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import {
  hashesText,
  MANIFEST_VERSION,
  readManifest,
  writeManifest,
  type Manifest,
  type Unit,
} from '#lib/core/sharing/manifest.ts'
import { MOST_UNIT_BYTES } from '#lib/core/sharing/limits.ts'
import type { Share } from '#lib/core/sharing/share.ts'
import { encodeUtf8 } from '#lib/core/text/utf8.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { SharePacker } from '#lib/platform/engines/engines.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { ModelCard } from '#models/card.ts'
import type { Weighed } from '#workers/audio/contract.ts'
import type { Task, TaskContext } from '../registry.ts'
import { hexOf } from '../sharing/hex.ts'
import { planUnits, type PlannedUnit } from '../sharing/plan-units.ts'
import { partsOf } from './model-parts.ts'

export interface SendDoors {
  rows: RowStore
  blobs: BlobStore
  packer: SharePacker
  cardOf(id: string): ModelCard | null
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  now(): number
}

interface Source {
  share: Share
  track: Track | null
  separation: Separation | null
  mix: MixSettings | null
  /** What was found in the song and what a person corrected, as the receiver's rows will be. */
  analysis: Uint8Array<ArrayBuffer> | null
}

/**
 * Makes a share ready: stems are packed one piece after another, every chunk is hashed, and the manifest says it all. What a
 * run has packed the next one finds.
 */
export function sendShareTask(doors: SendDoors): Task {
  return {
    kind: 'send',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'send') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      const source = await doors.rows.read(
        ['shares', 'tracks', 'separations', 'mixes', 'analyses', 'analysisEdits'],
        (tables) => sourceOf(tables, wish.shareId),
      )
      if (!source) return failed(fault('share-gone'))
      return new Packing(doors, context, source).toEnd()
    },
  }
}

async function sourceOf(tables: Tables, shareId: string): Promise<Source | null> {
  const share = await tables.shares.get(shareId)
  if (!share) return null
  const { trackId, separationId } = share
  if (trackId === null) return { share, track: null, separation: null, mix: null, analysis: null }
  const track = await tables.tracks.get(trackId)
  if (!track?.pcm) return null
  return {
    ...{ share, track },
    separation: separationId === null ? null : await tables.separations.get(separationId),
    mix: share.mix ? await tables.mixes.get(trackId) : null,
    analysis: share.analysis ? await analysisOf(tables, trackId) : null,
  }
}

async function analysisOf(tables: Tables, trackId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const analyses = await tables.analyses.by('trackId', trackId)
  const edit = await tables.analysisEdits.get(trackId)
  return analyses.length > 0 || edit ? encodeUtf8(JSON.stringify({ analyses, edit })) : null
}

class Packing {
  readonly #doors: SendDoors
  readonly #context: TaskContext
  readonly #source: Source

  constructor(doors: SendDoors, context: TaskContext, source: Source) {
    this.#doors = doors
    this.#context = context
    this.#source = source
  }

  async toEnd(): Promise<Outcome<(tables: Tables) => Promise<void>>> {
    const { share, track, separation, analysis } = this.#source
    const { blobs } = this.#doors
    const card = share.modelId === null ? null : this.#doors.cardOf(share.modelId)
    const parts = card ? partsOf(card).map((part) => part.sha256) : []
    const planned = await planUnits(blobs, share, track, separation, parts)
    if (analysis && analysis.length <= MOST_UNIT_BYTES) {
      await blobs.put([{ key: shareUnitKey(share.id, planned.length), bytes: analysis }])
      planned.push({ name: { role: 'analysis' }, how: 'lie', key: shareUnitKey(share.id, planned.length) })
    }
    const units: Unit[] = []
    for (const [place, unit] of planned.entries()) {
      if (this.#context.signal.aborted) return failed(fault('cancelled'))
      this.#context.tick({ phase: 'packing', fraction: place / planned.length, leftS: null })
      const weighed = await this.#weigh(unit, place)
      if (!weighed.ok) return weighed
      const { bytes, hashes } = weighed.value
      units.push({ ...unit.name, bytes, hashes: hashesText(hashes) })
    }
    const manifest = writeManifest(manifestOf(this.#source, card, units, this.#doors.now()))
    if (typeof readManifest(manifest) === 'string')
      return failed(fault(units.length === 0 ? 'share-gone' : 'share-too-large'))
    await blobs.put([{ key: shareManifestKey(share.id), bytes: manifest }])
    const facts = { bytes: manifest.length, sha256: hexOf(await this.#doors.sha256(manifest)) }
    const bytes = units.reduce((sum, unit) => sum + unit.bytes, 0)
    return done(async ({ shares }) => {
      await shares.change(share.id, (row) => ({
        ...row,
        ...{ manifest: facts, bytes, fault: null },
        state: row.state === 'stopped' ? 'stopped' : 'open',
      }))
    })
  }

  async #weigh({ how, key }: PlannedUnit, place: number): Promise<Outcome<Weighed>> {
    const { blobs, packer } = this.#doors
    const own = shareUnitKey(this.#source.share.id, place)
    if (how === 'pack') return packer.pack(key, own)
    if (how === 'copy') {
      const blob = await blobs.blob(key)
      if (!blob) return failed(fault('share-gone', { detail: key }))
      await blobs.put([{ key: own, bytes: blob }])
      return packer.weigh(own)
    }
    return packer.weigh(key)
  }
}

function manifestOf(
  { share, track, separation, mix }: Source,
  card: ModelCard | null,
  units: Unit[],
  now: number,
): Manifest {
  const hasStems = units.some((unit) => unit.role === 'stem')
  const hasOriginal = units.some((unit) => unit.role === 'original')
  return {
    version: MANIFEST_VERSION,
    from: share.from,
    madeAt: now,
    song: track?.pcm ? { ...songOf(track), pcm: track.pcm } : null,
    separation:
      separation && hasStems
        ? {
            modelId: separation.modelId,
            modelHash: separation.modelHash,
            stems: LANE_ORDER.filter((stem) => share.stems.includes(stem)),
            frames: separation.frames,
            finished: separation.finished.toSorted((a, b) => a - b),
            region: separation.region,
          }
        : null,
    mix: mix && { lanes: mix.lanes, master: mix.master, loop: mix.loop },
    original: hasOriginal ? (track?.file ?? null) : null,
    model: card && { id: card.id, title: card.title },
    units,
  }
}

const letters = (text: string, most: number) => text.slice(0, most)

function songOf(track: Track) {
  return {
    title: letters(track.title, 300),
    artist: letters(track.artist, 300),
    album: letters(track.album, 300),
    albumArtist: letters(track.albumArtist, 300),
    genre: letters(track.genre, 100),
    year: numberOr(track.year),
    trackNumber: numberOr(track.trackNumber),
    discNumber: numberOr(track.discNumber),
    isrc: track.isrc !== null && /^[A-Z0-9]{12}$/.test(track.isrc) ? track.isrc : null,
    durationS: track.durationS ?? 0,
  }
}

/** A number that a tag may hold and a manifest takes. */
const numberOr = (value: number | null) =>
  value !== null && Number.isInteger(value) && value >= 0 && value <= 9999 ? value : null
