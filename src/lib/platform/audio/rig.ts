import * as Comlink from 'comlink'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import feederUrl from '#workers/audio/feeder.worker.ts?worker&url'
import type { FeederNews, FeederWorker, MixerTick } from '#workers/audio/contract.ts'
import { addMixer, type MixerNode } from './mixer-node.ts'

/** Everything between the page and the loudspeaker; made anew as a whole when the device fails. */
export interface Rig {
  readonly context: AudioContext
  readonly mixer: MixerNode
  readonly feeder: Comlink.Remote<FeederWorker>
  /** Context time of the sample that leaves the loudspeaker now, in seconds. */
  heardTime(): number
  close(): void
}

export interface RigEars {
  tick(tick: MixerTick): void
  news(news: FeederNews): void
  /** The device or the worker is gone; this rig will not sound again. */
  broken(detail: string): void
  /** The context began or ceased to run. */
  state(state: AudioContextState): void
}

/** Starts the feeder and the audio thread and joins them by a port of their own. Throws where there is no sound. */
export async function openRig(startWorker: (url: string) => Worker, ears: RigEars): Promise<Rig> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'balanced' })
  const worker = startWorker(feederUrl)
  const close = () => {
    worker.terminate()
    if (context.state !== 'closed') void context.close()
  }
  try {
    const mixer = await addMixer(context, (tick) => ears.tick(tick))
    const feeder = Comlink.wrap<FeederWorker>(worker)
    const { port1, port2 } = new MessageChannel()
    mixer.order({ type: 'connect', port: port1 }, [port1])
    await feeder.connect(
      Comlink.transfer(port2, [port2]),
      Comlink.proxy((news: FeederNews) => ears.news(news)),
    )
    worker.addEventListener('error', (event) => ears.broken(event.message))
    mixer.node.addEventListener('processorerror', () => ears.broken('the mixer stopped'))
    context.addEventListener('error', () => ears.broken('the output device failed'))
    context.addEventListener('statechange', () => ears.state(context.state))
    return { context, mixer, feeder, heardTime: () => heardTime(context), close }
  } catch (error) {
    close()
    throw error
  }
}

function heardTime(context: AudioContext): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {}
  if (contextTime <= 0 || performanceTime <= 0) {
    return context.currentTime - (context.outputLatency || context.baseLatency || 0)
  }
  return contextTime + (performance.now() - performanceTime) / 1000
}
