/**
 * A seeded stream of numbers in [-1, 1): the same seed gives the same noise on every machine.
 * Mulberry32 (T. Ettinger, 2017, public domain).
 */
export function noiseSource(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let z = Math.imul(state ^ (state >>> 15), 1 | state)
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z
    return ((z ^ (z >>> 14)) >>> 0) / 2147483648 - 1
  }
}

/** A slow random walk of about unit size: what keeps a held note from sounding like a machine. `rate` in Hz. */
export function wander(seed: number, rate: number, sampleRate: number): () => number {
  const next = noiseSource(seed)
  const hold = sampleRate / rate
  let [from, to, at] = [next(), next(), 0]
  return () => {
    at += 1 / hold
    if (at >= 1) [from, to, at] = [to, next(), at - 1]
    const ease = (1 - Math.cos(Math.PI * at)) / 2
    return from + (to - from) * ease
  }
}
