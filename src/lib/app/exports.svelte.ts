import { exportName } from '#lib/core/domain/export-name.ts'
import { fault, faultFrom } from '#lib/core/domain/fault.ts'
import { UNITY } from '#lib/core/domain/mix.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import type { TrackText } from '#lib/core/domain/track.ts'
import type { Destination, FileWish } from '#lib/platform/files/save-file.ts'
import type { ExportWorker, LaneMix, WavFormat } from '#workers/audio/contract.ts'

export interface ExportDoors {
  /** What names of files tell beside the title, e.g. `124 BPM, 8A`; empty is nothing. */
  tail(): string
  exporter: Pick<ExportWorker, 'wav' | 'zip'>
  destination(wish: FileWish): Promise<Destination | null>
}

/** Bytes a sample takes in a file. */
const SAMPLE_BYTES: Record<WavFormat, number> = { wav16: 2, wav24: 3, wav32f: 4 }

/** About how many bytes a file takes: for progress and for the screen, headers left out. */
export function exportBytes(frames: number, format: WavFormat, files = 1): number {
  return frames * 2 * SAMPLE_BYTES[format] * files
}

/** Files on their way out; one at a time. */
export class Exports {
  readonly #doors: ExportDoors
  #running = $state.raw<{ name: string; fraction: number } | null>(null)
  #abort: AbortController | null = null

  constructor(doors: ExportDoors) {
    this.#doors = doors
  }

  get running(): { name: string; fraction: number } | null {
    return this.#running
  }

  cancel(): void {
    this.#abort?.abort()
  }

  wav(name: string, lanes: LaneMix[], master: number, format: WavFormat, range: FrameRange | null) {
    const wish = { name, type: 'audio/wav', ending: '.wav' }
    return this.#save(wish, exportBytes(framesOf(lanes, range), format), () =>
      this.#doors.exporter.wav(lanes, master, format, range),
    )
  }

  /** One file per lane, each at unity. */
  zip(text: TrackText, lanes: LaneMix[], format: WavFormat, range: FrameRange | null) {
    const wish = {
      name: exportName(text, 'stems', 'zip', this.#doors.tail()),
      type: 'application/zip',
      ending: '.zip',
    }
    const files = lanes.map((lane) => ({
      name: exportName(text, lane.lane, 'wav', this.#doors.tail()),
      lanes: [{ ...lane, settings: { ...UNITY } }],
    }))
    return this.#save(wish, exportBytes(framesOf(lanes, range), format, files.length), () =>
      this.#doors.exporter.zip(files, format, range),
    )
  }

  async #save(
    wish: FileWish,
    bytes: number,
    start: () => Promise<ReadableStream<Uint8Array>>,
  ): Promise<Outcome<void>> {
    if (this.#running) return failed(fault('cancelled', { detail: 'another export is running' }))
    this.#running = { name: wish.name, fraction: 0 }
    this.#abort = new AbortController()
    try {
      // Asked first: the browser shows its dialog only straight after the click.
      const place = await this.#doors.destination(wish)
      if (!place) return failed(fault('cancelled', { detail: 'dismissed' }))
      return await place.take(await start(), this.#abort.signal, (done) => {
        this.#running = { name: wish.name, fraction: Math.min(1, done / bytes) }
      })
    } catch (error) {
      return failed(faultFrom(error, 'file-unwritten'))
    } finally {
      this.#running = null
      this.#abort = null
    }
  }
}

function framesOf(lanes: readonly LaneMix[], range: FrameRange | null): number {
  return range ? range.end - range.start : Math.max(0, ...lanes.map((lane) => lane.frames))
}
