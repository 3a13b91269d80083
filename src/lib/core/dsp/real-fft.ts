/**
 * A real Fourier transform of fixed size that works on buffers of its own, so that a WebAssembly one needs no copies.
 * Unscaled both ways: forward, then inverse, gives `size` times the samples.
 */
export interface RealFft {
  readonly size: number
  /** What `forward` reads and `inverse` writes: `size` samples. */
  readonly time: Float32Array | Float64Array
  /** What `forward` writes and `inverse` reads: DC, Nyquist, then real and imaginary part of bin 1, bin 2 … */
  readonly bins: Float32Array | Float64Array
  forward(): void
  inverse(): void
}
