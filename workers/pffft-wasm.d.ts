declare module '@echogarden/pffft-wasm/simd' {
  export interface Pffft {
    HEAPF32: Float32Array<ArrayBuffer>
    /** Returns the setup's address, 0 on failure. */
    _pffft_new_setup(size: number, kind: number): number
    _pffft_aligned_malloc(bytes: number): number
    _pffft_transform_ordered(setup: number, from: number, to: number, work: number, way: number): void
  }
  export default function open(options?: object): Promise<Pffft>
}
