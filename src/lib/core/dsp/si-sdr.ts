/** Channels of equal length; several are measured as one long signal, channel after channel. */
export type Channels = readonly Float32Array[]

/**
 * Scale-invariant signal-to-distortion ratio of `estimate` to `target`, in dB: how much of the estimate is a scaled
 * copy of the target (J. Le Roux, S. Wisdom, H. Erdogan, J. Hershey, "SDR – half-baked or well done?", ICASSP 2019,
 * eq. 3). Zero-mean variant: each channel's mean is taken away first. +Infinity for a scaled copy, -Infinity for an
 * estimate without any target in it, NaN when either signal is constant: there is nothing to compare.
 */
export function siSdr(estimate: Channels, target: Channels): number {
  if (estimate.length !== target.length) throw new RangeError('unequal numbers of channels')
  const sums = estimate.map((channel, n) => moments(channel, target[n] ?? new Float32Array(0)))
  const total = (key: keyof Moments): number => sums.reduce((sum, one) => sum + one[key], 0)
  const [own, wanted, shared] = [total('own'), total('wanted'), total('shared')]
  const kept = (shared * shared) / wanted
  return 10 * Math.log10(kept / Math.max(0, own - kept))
}

/** Energies about the mean, of the estimate and the target, and their product. */
type Moments = { own: number; wanted: number; shared: number }

function moments(estimate: Float32Array, target: Float32Array): Moments {
  if (estimate.length !== target.length) throw new RangeError('signals of unequal length')
  const [a, b] = [mean(estimate), mean(target)]
  const sums = { own: 0, wanted: 0, shared: 0 }
  for (let i = 0; i < estimate.length; i++) {
    const x = (estimate[i] ?? 0) - a
    const y = (target[i] ?? 0) - b
    sums.own += x * x
    sums.wanted += y * y
    sums.shared += x * y
  }
  return sums
}

function mean(channel: Float32Array): number {
  return channel.length === 0 ? 0 : channel.reduce((sum, x) => sum + x, 0) / channel.length
}
