import { SEGMENT_FRAMES, SPEC_FRAMES } from '../card.ts'
import { readModel } from '../onnx/read.ts'
import { writeModel } from '../onnx/write.ts'
import { buildHtdemucs } from './htdemucs/build.ts'
import { storeHalf } from './store-half.ts'

/** The served graph from the bytes of `htdemucs.onnx`; the same source gives the same bytes. */
export function prepareHtdemucs(source: Uint8Array, stems: number): Uint8Array {
  return writeModel(
    storeHalf(
      buildHtdemucs(readModel(source), { stems, segmentFrames: SEGMENT_FRAMES, specFrames: SPEC_FRAMES }),
    ),
  )
}
