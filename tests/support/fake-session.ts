import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { EngineReport, StemName } from '#lib/core/domain/separation.ts'
import { GRAPH_IO } from '#models/card.ts'
import type { OrderModel } from '#workers/separation/contract.ts'
import type { ModelInput, ModelOutput, Session } from '#workers/separation/session.ts'

export interface FakeGraph {
  /** Factor of the mixture's spectrogram, and of its waveform, in each stem: their sum is the stem's share. */
  specGains: number[]
  waveGains: number[]
  weights: number[]
}

/** A model of these graphs, for orders. */
export function fakeModel(stems: StemName[], graphs: FakeGraph[]): OrderModel {
  return {
    stems,
    graphs: graphs.map(({ weights }, i) => ({ name: `g${i}`, files: [], weights, ports: GRAPH_IO })),
  }
}

export const REPORT: EngineReport = {
  provider: 'wasm',
  threads: 1,
  device: 'paper',
  precision: 'fp32',
  loadS: 0,
  segmentS: null,
}

function shares(values: Float32Array, gains: readonly number[]): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length * gains.length)
  gains.forEach((gain, stem) => {
    const at = stem * values.length
    for (let i = 0; i < values.length; i++) out[at + i] = (values[i] ?? NaN) * gain
  })
  return out
}

/** A session on paper: every stem is a fixed share of the mixture. `before` may fail a run or look at it. */
export class FakeSession implements Session {
  runs = 0
  readonly #graphs: FakeGraph[]
  readonly #before: (run: number) => Fault | null | Promise<Fault | null>
  #busy = false

  constructor(
    graphs: FakeGraph[],
    before: (run: number) => Fault | null | Promise<Fault | null> = () => null,
  ) {
    this.#graphs = graphs
    this.#before = before
  }

  async check(): Promise<Outcome<null>> {
    return done(null)
  }

  async open(): Promise<Outcome<EngineReport>> {
    return done(REPORT)
  }

  async run(graph: number, input: ModelInput): Promise<Outcome<ModelOutput>> {
    if (this.#busy) throw new Error('two runs at once')
    this.#busy = true
    // The buffers travel, as they do to a worker: whoever still reads them sees nothing.
    const mine = structuredClone(input, { transfer: [input.mix.buffer, input.spec.buffer] })
    const refusal = await this.#before(this.runs)
    this.runs += 1
    this.#busy = false
    const gains = this.#graphs[graph]
    if (refusal || !gains) return failed(refusal ?? { code: 'unknown', retry: 'later' })
    return done({
      input: mine,
      specOut: shares(mine.spec, gains.specGains),
      waveOut: shares(mine.mix, gains.waveGains),
    })
  }
}
