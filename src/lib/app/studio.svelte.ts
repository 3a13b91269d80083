import { separationToShow } from '#lib/core/domain/choose-separation.ts'
import { exportName } from '#lib/core/domain/export-name.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { UNITY, type LaneName, type LaneSettings } from '#lib/core/domain/mix.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { FrameRange, Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { audibleOf } from '#lib/core/dsp/mix.ts'
import { emptyColumns } from '#lib/core/dsp/peak-columns.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Heard, Player, PlayerMix } from '#lib/platform/audio/player.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { WavFormat } from '#workers/audio/contract.ts'
import type { LaneView, Studio } from './app.ts'
import { finishedFor, isReadyAt, lanesOf } from './choose-lanes.ts'
import { Exports, type ExportDoors } from './exports.svelte.ts'
import { LaneState } from './lane-state.svelte.ts'
import { MixMemory } from './mix-memory.ts'
import { LaterPeaks } from './later-peaks.ts'
import { Playhead } from './playhead.svelte.ts'
import { readSong, type Song } from './read-song.ts'

export interface StudioDoors extends ExportDoors {
  rows: RowStore
  blobs: Pick<BlobStore, 'get'>
  player: Player
  /** Moves a running separation to this frame; nothing when none runs. */
  moveTo(frame: number): void
  /** Hears which song is open. */
  look(trackId: string | null): void
  onLeaving(work: () => void): () => void
}

/** How far ahead of a song that plays its stems are begun, in seconds, when the engine's pace is not known yet. */
const HEAD_START_S = 10

/** The mixer of the open track: rows in, wishes out. */
export class Desk implements Studio {
  readonly #doors: StudioDoors
  readonly #head: Playhead
  readonly #exports: Exports
  readonly #peaks: LaterPeaks
  readonly #memory: MixMemory
  #unwatch: (() => void) | null = null
  #session = 0
  #asked: string | null = null
  #track = $state.raw<Track | null>(null)
  #separation = $state.raw<Separation | null>(null)
  #lanes = $state.raw<readonly LaneState[]>([])
  /** What the player was given: the lanes on screen, or still the song while their stems are not there yet. */
  #sounding: readonly LaneState[] = []
  #master = $state.raw(1)
  #masterLevel = $state.raw(0)

  constructor(doors: StudioDoors) {
    this.#doors = doors
    this.#head = new Playhead(doors.player, {
      levels: (heard) => this.#show(heard),
      needs: (frame) => doors.moveTo(frame),
    })
    this.#exports = new Exports(doors)
    this.#peaks = new LaterPeaks(doors.blobs)
    this.#memory = new MixMemory(doors)
  }

  get track(): Track | null {
    return this.#track
  }

  get separation(): Separation | null {
    return this.#separation
  }

  get lanes(): readonly LaneView[] {
    return this.#lanes
  }

  get playing(): boolean {
    return this.#head.playing
  }

  get waiting(): boolean {
    return this.#head.waiting
  }

  get frame(): number {
    return this.#head.frame
  }

  get frames(): number {
    return this.#head.frames
  }

  get loop(): FrameRange | null {
    return this.#head.loop
  }

  get master(): number {
    return this.#master
  }

  get masterLevel(): number {
    return this.#masterLevel
  }

  get fault(): Fault | null {
    return this.#head.fault
  }

  get exporting(): { name: string; fraction: number } | null {
    return this.#exports.running
  }

  async open(trackId: string, separationId?: string): Promise<Outcome<void>> {
    const isOpen = this.#track?.id === trackId
    if (isOpen && (separationId ?? this.#separation?.id) === this.#separation?.id) return done(undefined)
    this.close()
    const session = this.#session
    this.#asked = separationId ?? null
    this.#doors.look(trackId)
    const mix = await this.#memory.recall(trackId)
    if (session !== this.#session) return failed(fault('cancelled'))
    this.#master = mix.master
    return this.#watch(trackId, session, mix.loop)
  }

  close(): void {
    void this.#memory.flush()
    this.#session++
    this.#unwatch?.()
    this.#unwatch = null
    this.#empty()
    this.#track = null
    this.#separation = null
    this.#doors.look(null)
  }

  /** Ends for good. */
  stop(): void {
    this.close()
    this.#memory.stop()
    this.#exports.cancel()
    this.#head.close()
    this.#doors.player.close()
  }

  async play(): Promise<void> {
    if (!isReadyAt(this.#separation, this.frame)) this.#doors.moveTo(this.frame)
    this.#join(true)
    await this.#head.play()
  }

  pause(): void {
    this.#head.pause()
    this.#join(true)
  }

  seek(frame: number): void {
    this.#join(true)
    this.#head.seek(frame)
    if (!isReadyAt(this.#separation, this.frame)) this.#doors.moveTo(this.frame)
  }

  setLane(name: LaneName, change: Partial<LaneSettings>): void {
    const lane = this.#lanes.find((one) => one.lane === name)
    if (!lane) return
    lane.change(change)
    this.#memory.keepLane(name, lane.settings)
    this.#mix()
    this.#join(true)
  }

  setMaster(gain: number): void {
    this.#master = Math.max(0, Math.min(1, gain))
    this.#memory.keep({ master: this.#master })
    this.#mix()
  }

  setLoop(range: FrameRange | null): void {
    this.#head.setLoop(range)
    this.#memory.keep({ loop: this.loop })
  }

  async peaks(name: LaneName, range: FrameRange, columns: number): Promise<Float32Array> {
    const lane = this.#lanes.find((one) => one.lane === name)
    if (!lane) return emptyColumns(columns)
    return this.#peaks.columns(lane.source, finishedFor(lane.source, this.#separation), range, columns)
  }

  async exportWav(
    names: readonly LaneName[],
    name: string,
    format: WavFormat,
    asMixed: boolean,
  ): Promise<Outcome<void>> {
    const track = this.#track
    if (!track) return failed(fault('track-gone'))
    const lanes = this.#lanes.filter((lane) => names.includes(lane.lane)).map((lane) => lane.forFile(asMixed))
    return this.#exports.wav(
      exportName(track, name, 'wav', this.#doors.tail()),
      lanes,
      asMixed ? this.#master : 1,
      format,
      this.#region,
    )
  }

  async exportZip(format: WavFormat): Promise<Outcome<void>> {
    const track = this.#track
    if (!track) return failed(fault('track-gone'))
    const lanes = this.#lanes.map((lane) => lane.forFile(false))
    return this.#exports.zip(track, lanes, format, this.#region)
  }

  cancelExport(): void {
    this.#exports.cancel()
  }

  /** What a separation of a part has sound for; null is all of it. */
  get #region(): FrameRange | null {
    return this.#lanes[0]?.separationId ? (this.#separation?.region ?? null) : null
  }

  #watch(trackId: string, session: number, loop: FrameRange | null): Promise<Outcome<void>> {
    const { promise, resolve } = Promise.withResolvers<Outcome<void>>()
    this.#unwatch = this.#doors.rows.watch(
      (tables) => readSong(tables, trackId),
      (song) => {
        if (session !== this.#session) return
        this.#arrange(song)
        if (this.frames > 0 && loop) this.#head.setLoop(loop)
        if (this.frames > 0) loop = null
        resolve(song.track ? done(undefined) : failed(fault('track-gone')))
      },
      (trouble) => resolve(failed(trouble)),
    )
    return promise
  }

  #arrange({ track, separations }: Song): void {
    this.#track = track
    this.#separation = separationToShow(separations, this.#asked)
    if (!track) return this.#empty()
    const sources = lanesOf(track, this.#separation)
    const [first] = sources
    const [shown] = this.#lanes
    if (first?.separationId !== shown?.separationId || sources.length !== this.#lanes.length) {
      this.#lanes = sources.map((source) => new LaneState(source, this.#memory.lane(source.lane) ?? UNITY))
      this.#mix()
    }
    if (this.#sounding === this.#lanes) this.#doors.player.arrived(this.#separation?.finished ?? [])
    else this.#join(false)
  }

  #empty(): void {
    this.#head.unload()
    this.#peaks.forget()
    this.#lanes = []
    this.#sounding = []
  }

  /**
   * Gives the player the lanes on screen. Unless it must be now, a song that plays is not silenced for stems that are
   * not there: they are begun a little ahead of it, and taken when it comes to them.
   */
  #join(now: boolean): void {
    const [lane] = this.#lanes
    if (this.#sounding === this.#lanes || !lane) return
    const separation = this.#separation
    const isSongPlaying = this.playing && this.#sounding.length > 0
    if (!now && isSongPlaying && !isReadyAt(separation, this.frame)) {
      const ahead = (separation?.engine?.segmentS ?? HEAD_START_S) * SAMPLE_RATE
      this.#doors.moveTo(Math.min(this.frame + ahead, lane.frames - 1))
      return
    }
    const keepPlace = this.#sounding.length > 0
    this.#sounding = this.#lanes
    const finished = finishedFor(lane.source, separation)
    const sources = this.#lanes.map((one) => one.source)
    const lanes = { sources, frames: lane.frames, finished: finished && [...finished] }
    this.#head.load(lanes, this.#settings, keepPlace)
  }

  get #settings(): PlayerMix {
    return { lanes: this.#sounding.map((lane) => lane.settings), master: this.#master }
  }

  #mix(): void {
    audibleOf(this.#lanes.map((lane) => lane.settings)).forEach((audible, i) =>
      this.#lanes[i]?.setAudible(audible),
    )
    this.#doors.player.setMix(this.#settings)
  }

  #show(heard: Heard): void {
    this.#sounding.forEach((lane, i) => lane.show(heard.lanes[i] ?? 0))
    this.#masterLevel = Math.max(...heard.master)
  }
}
