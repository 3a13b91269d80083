/**
 * Mean and spread of a song, gathered block by block in float64 and merged without cancellation
 * (Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
 */
export class Moments {
  #count = 0
  #mean = 0
  #squares = 0
  #peak = 0

  /** Takes a block; what counts is (left + right) / 2, for the peak each channel alone. */
  add(left: Float32Array, right: Float32Array): void {
    const count = left.length
    if (count === 0) return
    let sum = 0
    let peak = this.#peak
    for (let i = 0; i < count; i++) {
      const l = left[i] as number
      const r = right[i] as number
      sum += l + r
      peak = Math.max(peak, Math.abs(l), Math.abs(r))
    }
    this.#peak = peak
    this.#merge(count, sum / 2 / count, left, right)
  }

  #merge(count: number, mean: number, left: Float32Array, right: Float32Array): void {
    let squares = 0
    for (let i = 0; i < count; i++) {
      const off = ((left[i] as number) + (right[i] as number)) / 2 - mean
      squares += off * off
    }
    const all = this.#count + count
    const apart = mean - this.#mean
    this.#squares += squares + (apart * apart * this.#count * count) / all
    this.#mean += (apart * count) / all
    this.#count = all
  }

  /** `std` with n - 1, as the model's normalisation wants it; 0 for a single frame. */
  facts(): { frames: number; mean: number; std: number; peak: number } {
    const std = this.#count > 1 ? Math.sqrt(this.#squares / (this.#count - 1)) : 0
    return { frames: this.#count, mean: this.#mean, std, peak: this.#peak }
  }
}
