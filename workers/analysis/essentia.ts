import EssentiaJs from 'essentia.js/dist/essentia.js-core.es.js'
import { EssentiaWASM } from 'essentia.js/dist/essentia-wasm.es.js'

export type Essentia = EssentiaJs

/** Opens essentia.js 0.1.3; its glue needs `'unsafe-eval'`, which this worker's answer alone allows. */
export const openEssentia = (): Essentia => new EssentiaJs(EssentiaWASM)
