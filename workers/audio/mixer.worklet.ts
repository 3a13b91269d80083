import type { Block } from '#lib/core/dsp/block-queue.ts'
import { Deck } from '#lib/core/dsp/deck.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import type { FeederBlock, MixerOrder, MixerReturn, MixerTick } from './contract.ts'

// The worklet's own globals; TypeScript's WebWorker library does not know them.
declare const currentTime: number
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** A tick at most every 1/60 s. */
const TICK_S = 1 / 60

interface Held extends Block {
  audio: ArrayBuffer
}

function heldOf({ lanes, audio, ...block }: FeederBlock): Held {
  const channel = (index: number) => new Float32Array(audio, index * block.frames * 4, block.frames)
  const pairs = Array.from({ length: lanes }, (_, lane): Stereo => [channel(lane * 2), channel(lane * 2 + 1)])
  return { ...block, lanes: pairs, audio }
}

/** The deck inside the audio thread: blocks come in by their own port, played buffers go back by it. */
class MixerProcessor extends AudioWorkletProcessor {
  #feeder: MessagePort | null = null
  #toldAt = -1
  #seen = 0
  readonly #deck = new Deck<Held>((block) => this.#giveBack(block))

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<MixerOrder>) => this.#obey(data)
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? []
    if (left && right) this.#deck.render([left, right], left.length)
    this.#tick(left?.length ?? 0)
    return true
  }

  #obey(order: MixerOrder): void {
    switch (order.type) {
      case 'connect':
        this.#feeder?.close()
        this.#feeder = order.port
        order.port.onmessage = ({ data }: MessageEvent<FeederBlock>) => this.#deck.take(heldOf(data))
        return
      case 'play':
        return this.#deck.play(order.lead)
      case 'pause':
        return this.#deck.pause()
      case 'seek':
        this.#seen = order.generation
        return this.#deck.seek(order.generation, order.frame)
      case 'mix':
        return this.#deck.setMix(order.set, order.lanes, order.master)
      case 'click':
        return this.#deck.setClick(order.click)
    }
  }

  #giveBack({ generation, audio }: Held): void {
    const message: MixerReturn = { generation, audio }
    this.#feeder?.postMessage(message, [audio])
  }

  #tick(frames: number): void {
    if (currentTime - this.#toldAt < TICK_S) return
    this.#toldAt = currentTime
    const deck = this.#deck
    const tick: MixerTick = {
      frame: deck.frame,
      time: currentTime + frames / sampleRate,
      playing: deck.playing,
      starving: deck.starving,
      ended: deck.ended,
      seen: this.#seen,
      set: deck.set,
      lanes: deck.laneMeters.map((meter) => meter.level),
      master: [deck.masterMeters[0].level, deck.masterMeters[1].level],
    }
    this.port.postMessage(tick)
  }
}

registerProcessor('sfa-mixer', MixerProcessor)
