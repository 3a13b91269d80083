// The worklet is a module of its own; Vite bundles it as it bundles a worker and answers its address.
import mixerUrl from '#workers/audio/mixer.worklet.ts?worker&url'
import type { MixerOrder, MixerTick } from '#workers/audio/contract.ts'

/** The mixer inside an audio context. */
export interface MixerNode {
  node: AudioWorkletNode
  order(order: MixerOrder, transfer?: Transferable[]): void
}

/** Adds the mixer to a context and joins it to the output; `tick` hears of it at most 60 times a second. */
export async function addMixer(
  context: BaseAudioContext,
  tick: (tick: MixerTick) => void,
): Promise<MixerNode> {
  await context.audioWorklet.addModule(mixerUrl)
  const node = new AudioWorkletNode(context, 'sfa-mixer', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [2],
  })
  node.port.onmessage = ({ data }: MessageEvent<MixerTick>) => tick(data)
  node.connect(context.destination)
  return { node, order: (order, transfer = []) => node.port.postMessage(order, transfer) }
}
