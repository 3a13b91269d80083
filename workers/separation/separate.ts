import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { FaultError } from '#lib/core/domain/fault.ts'
import { SEGMENT_FRAMES } from '#lib/core/dsp/segments.ts'
import { CHANNEL_SPEC, type Spectrogram } from '#lib/core/dsp/spectrogram.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { finishedSegments, keepSegment } from './checkpoint.ts'
import type { SeparationEvent, SeparationOrder } from './contract.ts'
import { Estimate } from './estimate.ts'
import { Plan } from './plan.ts'
import { readWindow } from './read-window.ts'
import type { ModelInput, ModelOutput, Session } from './session.ts'

export interface Doors {
  blobs: BlobStore
  session: Session
  spectrogram: Spectrogram
  /** Milliseconds, monotonic. */
  now(): number
}

/** What may change while an order runs. */
export interface Helm {
  near: number
  stopped: boolean
}

type Tell = (event: SeparationEvent) => void

const newInput = (): ModelInput => ({
  mix: new Float32Array(2 * SEGMENT_FRAMES),
  spec: new Float32Array(2 * CHANNEL_SPEC),
})

/**
 * Works through the order's segments with an open session. While the session infers one run, the sums of the run
 * before it are done, its segment is written, and the input of the next is made: two inputs and two answers are the
 * most there is at any time, however long the song.
 */
export function separate(order: SeparationOrder, doors: Doors, helm: Helm, tell: Tell) {
  return outcomeOf(() => new Loop(order, doors, helm, tell).run())
}

class Loop {
  readonly #order: SeparationOrder
  readonly #doors: Doors
  readonly #helm: Helm
  readonly #tell: Tell
  readonly #estimate: Estimate
  readonly #spare: ModelInput[] = [newInput(), newInput()]
  #ready: { index: number; input: ModelInput } | null = null
  #behind: (() => Promise<void>) | null = null
  #mark = 0

  constructor(order: SeparationOrder, doors: Doors, helm: Helm, tell: Tell) {
    this.#order = order
    this.#doors = doors
    this.#helm = helm
    this.#tell = tell
    this.#estimate = new Estimate(doors.spectrogram, order.model.stems.length)
  }

  async run(): Promise<'finished' | 'stopped'> {
    const { pcm, region } = this.#order
    const finished = await finishedSegments(this.#doors.blobs, this.#order)
    const plan = new Plan(pcm.frames, region, finished, this.#helm.near)
    this.#tell({ type: 'resumed', finished, remaining: plan.remaining })
    this.#tell({ type: 'phase', phase: 'separating' })
    this.#mark = this.#doors.now()
    for (let index = this.#next(plan); index !== null; index = this.#next(plan))
      await this.#segment(plan, index)
    this.#tell({ type: 'phase', phase: 'finishing' })
    await this.#catchUp()
    return plan.remaining === 0 ? 'finished' : 'stopped'
  }

  #next(plan: Plan): number | null {
    plan.moveTo(this.#helm.near)
    return this.#helm.stopped ? null : plan.take()
  }

  async #segment(plan: Plan, index: number): Promise<void> {
    let input = await this.#inputOf(index)
    for (const [graph, { weights }] of this.#order.model.graphs.entries()) {
      const output = await this.#infer(plan, graph, input)
      input = output.input
      this.#behind = async () => {
        if (graph === 0) this.#estimate.clear()
        this.#estimate.add(output, weights)
        if (graph === this.#order.model.graphs.length - 1) await this.#keep(plan, index)
      }
    }
    this.#spare.push(input)
  }

  /** Runs a graph, and meanwhile what is behind and what comes next. A session is left only when it is quiet. */
  async #infer(plan: Plan, graph: number, input: ModelInput): Promise<ModelOutput> {
    const answering = this.#doors.session.run(graph, input)
    const [answer, meanwhile] = await Promise.all([answering, outcomeOf(() => this.#meanwhile(plan))])
    if (!meanwhile.ok) throw new FaultError(meanwhile.fault)
    return valueOf(answer)
  }

  async #meanwhile(plan: Plan): Promise<void> {
    await this.#catchUp()
    plan.moveTo(this.#helm.near)
    const next = this.#helm.stopped ? null : plan.peek()
    if (next === null || this.#ready?.index === next) return
    if (this.#ready) this.#spare.push(this.#ready.input)
    this.#ready = { index: next, input: await this.#prepare(next) }
  }

  async #catchUp(): Promise<void> {
    const work = this.#behind
    this.#behind = null
    await work?.()
  }

  async #inputOf(index: number): Promise<ModelInput> {
    const ready = this.#ready
    this.#ready = null
    if (ready?.index === index) return ready.input
    if (ready) this.#spare.push(ready.input)
    return this.#prepare(index)
  }

  async #prepare(index: number): Promise<ModelInput> {
    const input = this.#spare.pop() ?? newInput()
    await readWindow(this.#doors.blobs, this.#order, index, input.mix)
    for (const side of [0, 1]) {
      const channel = input.mix.subarray(side * SEGMENT_FRAMES, (side + 1) * SEGMENT_FRAMES)
      this.#doors.spectrogram.analyse(channel, input.spec, side * CHANNEL_SPEC)
    }
    return input
  }

  async #keep(plan: Plan, index: number): Promise<void> {
    const { pcm } = this.#order
    const stems = this.#estimate.stems(pcm.frames, index, pcm)
    await keepSegment(this.#doors.blobs, this.#order, plan.finished, index, stems)
    plan.finish(index)
    const seconds = (this.#doors.now() - this.#mark) / 1000
    this.#mark = this.#doors.now()
    const finished = [...plan.finished].sort((a, b) => a - b)
    this.#tell({ type: 'segment', index, finished, seconds, remaining: plan.remaining })
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FaultError(outcome.fault)
  return outcome.value
}
