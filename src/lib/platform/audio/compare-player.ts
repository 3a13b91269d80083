/** Two soundings of the same stretch; channels of equal length. */
export interface Soundings {
  sampleRate: number
  before: readonly Float32Array<ArrayBuffer>[]
  after: readonly Float32Array<ArrayBuffer>[]
}

export type Side = 'before' | 'after'

/** Seconds over which one gives way to the other, so that a change makes no click. */
const TURN_S = 0.012

/** Plays both at once, in step, and lets one of them be heard. */
export class ComparePlayer {
  readonly #context: AudioContext
  readonly #gains: Record<Side, GainNode>
  readonly #sources: AudioBufferSourceNode[]

  /** Begins at once, over and over; call it from a click, or the browser keeps it silent. */
  constructor({ sampleRate, before, after }: Soundings, heard: Side) {
    const context = new AudioContext({ sampleRate })
    this.#context = context
    this.#gains = { before: context.createGain(), after: context.createGain() }
    this.#sources = (
      [
        ['before', before],
        ['after', after],
      ] as const
    ).map(([side, channels]) => {
      const buffer = context.createBuffer(channels.length, channels[0]?.length ?? 1, sampleRate)
      channels.forEach((channel, i) => buffer.copyToChannel(channel, i))
      const source = new AudioBufferSourceNode(context, { buffer, loop: true })
      const gain = this.#gains[side]
      gain.gain.value = side === heard ? 1 : 0
      source.connect(gain).connect(context.destination)
      return source
    })
    const at = context.currentTime + 0.05
    for (const source of this.#sources) source.start(at)
  }

  hear(side: Side): void {
    const now = this.#context.currentTime
    for (const one of ['before', 'after'] as const) {
      this.#gains[one].gain.setTargetAtTime(one === side ? 1 : 0, now, TURN_S / 3)
    }
  }

  async stop(): Promise<void> {
    for (const source of this.#sources) source.stop()
    await this.#context.close()
  }
}
