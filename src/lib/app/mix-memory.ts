import type { LaneName, LaneSettings, MixSettings } from '#lib/core/domain/mix.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'

/** Settings are written when a hand has rested for this long, in ms. */
const WRITE_MS = 300

export interface MixMemoryDoors {
  rows: RowStore
  onLeaving(work: () => void): () => void
}

/** How each track's mixer was left, lane by lane, the song's and the stems'. */
export class MixMemory {
  readonly #rows: RowStore
  #row: MixSettings | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** On its way to the disk, and lost with the page until it is there. */
  #writing: MixSettings | null = null
  readonly #stopLeaving: () => void

  constructor({ rows, onLeaving }: MixMemoryDoors) {
    this.#rows = rows
    this.#stopLeaving = onLeaving(() => this.#leave())
  }

  /** What was kept of this track, or an untouched mixer; from now on changes are kept for it. */
  async recall(trackId: string): Promise<MixSettings> {
    await this.flush()
    const kept = await this.#rows.read(['mixes'], ({ mixes }) => mixes.get(trackId))
    this.#row = kept ?? { trackId, lanes: {}, master: 1, loop: null }
    return this.#row
  }

  lane(name: LaneName): LaneSettings | undefined {
    return this.#row?.lanes[name]
  }

  keepLane(name: LaneName, settings: LaneSettings): void {
    if (this.#row) this.keep({ lanes: { ...this.#row.lanes, [name]: settings } })
  }

  keep(change: Partial<Omit<MixSettings, 'trackId'>>): void {
    if (!this.#row) return
    this.#row = { ...this.#row, ...change }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), WRITE_MS)
  }

  stop(): void {
    this.#stopLeaving()
  }

  /** Writes at once what is not written yet. */
  async flush(): Promise<void> {
    const row = this.#unwritten()
    if (!row) return
    this.#writing = row
    // Losing how the faders stood is no fault worth a word; the next touch writes again.
    await this.#rows.write(['mixes'], ({ mixes }) => mixes.put(row)).catch(() => undefined)
    if (this.#writing === row) this.#writing = null
  }

  #leave(): void {
    const row = this.#unwritten() ?? this.#writing
    if (row) this.#rows.putLast('mixes', row)
  }

  #unwritten(): MixSettings | null {
    if (this.#timer === undefined) return null
    clearTimeout(this.#timer)
    this.#timer = undefined
    return this.#row
  }
}
