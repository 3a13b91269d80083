import { expose, transfer } from 'comlink'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { OrtSession } from './ort-session.ts'
import type { Session } from './session.ts'

// A thread of its own for the runtime, whose runs hold their thread: the loop beside it does the sums meanwhile.
const session = new OrtSession(new DexieBlobs())

const door: Session = {
  check: (model) => session.check(model),
  open: (model, provider) => session.open(model, provider),
  async run(graph, input) {
    const answer = await session.run(graph, input)
    if (!answer.ok) return answer
    const { specOut, waveOut } = answer.value
    return transfer(answer, [input.mix.buffer, input.spec.buffer, specOut.buffer, waveOut.buffer])
  },
}

expose(door)
