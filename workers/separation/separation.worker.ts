import { expose } from 'comlink'
import { createSpectrogram, FFT_SIZE, type Spectrogram } from '#lib/core/dsp/spectrogram.ts'
import { FaultError } from '#lib/core/domain/fault.ts'
import { type Outcome, outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { SeparationEvent, SeparationOrder, SeparationWorker } from './contract.ts'
import { openFft } from '../kit/pffft.ts'
import { type Helm, separate } from './separate.ts'
import type { Session } from './session.ts'
import { SessionHost } from './session-host.ts'
import { sayAlive } from '../kit/alive.ts'

sayAlive()

const blobs = new DexieBlobs()
const host = new SessionHost()
const helm: Helm = { near: 0, stopped: false }

let spectrogram: Promise<Spectrogram> | null = null

function openSpectrogram(): Promise<Spectrogram> {
  spectrogram ??= openFft(FFT_SIZE).then(createSpectrogram)
  return spectrogram
}

async function openSession(order: SeparationOrder, tell: (event: SeparationEvent) => void): Promise<Session> {
  const { session, report } = host.sessionFor(order.model, order.provider)
  if (report) {
    tell({ type: 'engine', report })
    return session
  }
  tell({ type: 'phase', phase: 'checking-model' })
  valueOf(await session.check(order.model))
  tell({ type: 'phase', phase: 'starting-engine' })
  const opened = valueOf(await session.open(order.model, order.provider))
  host.opened(opened)
  tell({ type: 'engine', report: opened })
  return session
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FaultError(outcome.fault)
  return outcome.value
}

const door: SeparationWorker = {
  async run(order, page) {
    // Events and the answer travel through different ports: the answer waits until the last event was heard.
    let heard: unknown
    const tell = (event: SeparationEvent) => {
      heard = page(event)
    }
    helm.near = order.near ?? order.region?.start ?? 0
    helm.stopped = false
    const ready = await outcomeOf(
      async () => ({
        spectrogram: await openSpectrogram(),
        session: await openSession(order, tell),
      }),
      'engine-start',
    )
    const outcome = ready.ok
      ? await separate(order, { blobs, now: () => performance.now(), ...ready.value }, helm, tell)
      : ready
    // A session that failed is not trusted again.
    if (!outcome.ok) host.end()
    await heard
    return outcome
  },
  async moveTo(frame) {
    helm.near = frame
  },
  async stop() {
    helm.stopped = true
  },
}

expose(door)
