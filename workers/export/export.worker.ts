import { expose, transfer } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { sayAlive } from '../kit/alive.ts'
import { rangeOf } from '../kit/mixed-sound.ts'
import { BUNDLES } from './bundles.ts'
import type { ExportWorker } from './contract.ts'
import { preview } from './preview.ts'
import { Progress } from './progress.ts'
import { Findings, render, spanOf, type RenderDoors } from './render.ts'
import { findTrim } from './span.ts'

sayAlive()

const now = () => performance.now()
const doors: RenderDoors = { blobs: new DexieBlobs(), findings: new Findings(), now }

const worker: ExportWorker = {
  render: (order, tick) => outcomeOf(() => render(doors, order, tick)),
  bundle: (order, tick) => outcomeOf(() => BUNDLES[order.bundle](doors, order, tick)),
  span: (work, tick) => outcomeOf(() => spanOf(doors, work, new Progress(tick, now))),
  async preview(order, tick) {
    const outcome = await outcomeOf(() => preview(doors, order, tick))
    if (!outcome.ok) return outcome
    const { before, after } = outcome.value
    return transfer(
      outcome,
      [...before, ...after].map(({ buffer }) => buffer),
    )
  },
  trim: (song, wish, tick) =>
    outcomeOf(() => findTrim(doors.blobs, song, rangeOf(song.lanes, null), wish, new Progress(tick, now))),
}

expose(worker)
