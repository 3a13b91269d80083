import { GRAPH_IO } from '../card.ts'
import { readModel } from '../onnx/read.ts'
import { writeModel } from '../onnx/write.ts'
import { rename } from './rename.ts'
import { storeHalf } from './store-half.ts'

/** What the file of the npm package calls its inputs and outputs. */
const SOURCE_NAMES = new Map([
  ['input', GRAPH_IO.mix],
  ['onnx::ReduceMean_1', GRAPH_IO.spec],
  ['output', GRAPH_IO.specOut],
  ['5073', GRAPH_IO.waveOut],
])

/** The served graph from the bytes of `htdemucs.onnx`; the same source gives the same bytes. */
export function prepareHtdemucs(source: Uint8Array): Uint8Array {
  return writeModel(storeHalf(rename(readModel(source), SOURCE_NAMES)))
}
