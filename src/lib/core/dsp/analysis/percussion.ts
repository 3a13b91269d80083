/** Frames and bands that a median is taken over, as librosa's `hpss` takes them. */
const KERNEL = 31
const HALF = (KERNEL - 1) / 2

/**
 * The share of the energy that is percussive: what stands out of the frames around it more than out of the bands around it
 * (Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010, with soft masks). Over mel bands instead of all
 * bins, which costs a tenth; at the ends of the song over the frames that there are.
 */
export class Percussion {
  readonly #bands: number
  /** Hz that each band stands for. */
  readonly #widths: Float32Array
  readonly #inTime: SortedWindow[]
  readonly #inFrequency = new SortedWindow(KERNEL)
  /** The last frames, in a ring. */
  readonly #rows: Float32Array[]
  #taken = 0
  #given = 0
  #all = 0
  #percussive = 0

  constructor(widths: Float32Array) {
    this.#bands = widths.length
    this.#widths = widths
    this.#inTime = Array.from(widths, () => new SortedWindow(KERNEL))
    this.#rows = Array.from({ length: KERNEL }, () => new Float32Array(widths.length))
  }

  /** Levels of the next frame in dB. */
  take(db: Float32Array): void {
    const row = this.#rows[this.#taken % KERNEL] as Float32Array
    for (let band = 0; band < this.#bands; band++) {
      const window = this.#inTime[band] as SortedWindow
      if (this.#taken >= KERNEL) window.remove(row[band] as number)
      window.add(db[band] as number)
    }
    row.set(db)
    this.#taken++
    if (this.#taken > HALF) this.#give()
  }

  finish(): void {
    for (let oldest = Math.max(0, this.#taken - KERNEL); this.#given < this.#taken;) {
      if (this.#given - HALF > oldest) {
        const row = this.#rows[oldest % KERNEL] as Float32Array
        for (let band = 0; band < this.#bands; band++) this.#inTime[band]?.remove(row[band] as number)
        oldest++
      }
      this.#give()
    }
  }

  /** 0 to 1; null where nothing sounds. */
  get share(): number | null {
    return this.#all > 0 ? Math.min(1, this.#percussive / this.#all) : null
  }

  #give(): void {
    const row = this.#rows[this.#given % KERNEL] as Float32Array
    const around = this.#inFrequency
    around.clear()
    for (let band = 0; band < Math.min(HALF, this.#bands); band++) around.add(row[band] as number)
    for (let band = 0; band < this.#bands; band++) {
      if (band > HALF) around.remove(row[band - HALF - 1] as number)
      if (band + HALF < this.#bands) around.add(row[band + HALF] as number)
      const steady = (this.#inTime[band] as SortedWindow).median
      const power = Math.pow(10, (row[band] as number) / 10) * (this.#widths[band] as number)
      this.#all += power
      this.#percussive += power / (1 + Math.pow(10, (steady - around.median) / 10))
    }
    this.#given++
  }
}

/** Numbers in order, few enough to be moved along. */
class SortedWindow {
  readonly #held: Float32Array
  #count = 0

  constructor(most: number) {
    this.#held = new Float32Array(most)
  }

  get median(): number {
    return this.#held[this.#count >> 1] as number
  }

  clear(): void {
    this.#count = 0
  }

  add(value: number): void {
    const held = this.#held
    let at = this.#count++
    for (; at > 0 && (held[at - 1] as number) > value; at--) held[at] = held[at - 1] as number
    held[at] = value
  }

  remove(value: number): void {
    const held = this.#held
    let at = 0
    while (at < this.#count - 1 && (held[at] as number) < value) at++
    for (this.#count--; at < this.#count; at++) held[at] = held[at + 1] as number
  }
}
