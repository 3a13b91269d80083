/** The parts of essentia.js 0.1.3 that are used. Vectors live in its own memory until they are deleted. */
interface EssentiaVector {
  delete(): void
}

declare module 'essentia.js/dist/essentia-wasm.es.js' {
  /** Opened at once: the WebAssembly is part of the script. */
  export const EssentiaWASM: object
}

declare module 'essentia.js/dist/essentia.js-core.es.js' {
  export default class Essentia {
    constructor(wasm: object)
    readonly version: string
    arrayToVector(samples: Float32Array): EssentiaVector
    PercivalBpmEstimator(signal: EssentiaVector): { bpm: number }
    KeyExtractor(
      signal: EssentiaVector,
      averageDetuningCorrection: boolean,
      frameSize: number,
      hopSize: number,
      hpcpSize: number,
      maxFrequency: number,
      maximumSpectralPeaks: number,
      minFrequency: number,
      pcpThreshold: number,
      profileType: string,
    ): { key: string; scale: string; strength: number }
    Danceability(signal: EssentiaVector): { danceability: number; dfa: EssentiaVector }
  }
}
