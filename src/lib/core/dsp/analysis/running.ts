/** Mean and variance (of the whole population) of numbers as they come. Welford, Technometrics 4 (1962). */
export class Running {
  count = 0
  mean = 0
  #squares = 0
  max = -Infinity
  min = Infinity

  add(x: number): void {
    this.count++
    const delta = x - this.mean
    this.mean += delta / this.count
    this.#squares += delta * (x - this.mean)
    if (x > this.max) this.max = x
    if (x < this.min) this.min = x
  }

  get variance(): number {
    return this.count === 0 ? 0 : this.#squares / this.count
  }
}
