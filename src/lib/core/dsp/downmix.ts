import type { StereoBlock } from './resample.ts'

/**
 * Any number of channels to two by ITU-R BS.775-3, table 2, as browsers mix: centre and surrounds at 3 dB less,
 * no LFE, nothing
 * else scaled. Mono goes to both sides as it is.
 */
const SIDE = Math.SQRT1_2
type Gains = readonly [left: number, right: number]

/** By speaker, in the order of the bits of WAVEFORMATEXTENSIBLE's channel mask. */
const SPEAKERS: readonly Gains[] = [
  [1, 0], // front left
  [0, 1], // front right
  [SIDE, SIDE], // front centre
  [0, 0], // low frequency
  [SIDE, 0], // back left
  [0, SIDE], // back right
  [1, 0], // front left of centre
  [0, 1], // front right of centre
  [0.5, 0.5], // back centre: half to each surround, both at 3 dB less
  [SIDE, 0], // side left
  [0, SIDE], // side right
]

/** Usual layouts by number of channels: FLAC (RFC 9639, 9.1.3), WAVE and the browsers agree. */
const MASKS: Record<number, number> = {
  1: 0x4,
  2: 0x3,
  3: 0x7,
  4: 0x33,
  5: 0x37,
  6: 0x3f,
  7: 0x70f,
  8: 0x63f,
}

/**
 * How much of each channel goes left and right. `mask` is the file's own when it names as many speakers as
 * there are channels.
 */
export function gainsFor(channels: number, mask: number | null): Gains[] {
  if (channels === 1) return [[1, 1]]
  const named = mask === null ? [] : speakersOf(mask)
  const speakers = named.length === channels ? named : speakersOf(MASKS[channels] ?? 0)
  if (speakers.length === channels) return speakers.map((bit) => SPEAKERS[bit] ?? [0, 0])
  // No layout is known: the first two are taken for left and right.
  return Array.from({ length: channels }, (_, i): Gains => [i === 0 ? 1 : 0, i === 1 ? 1 : 0])
}

/** Bits of the surrounds, which count 1.41 times (BS.1770-4, table 3), and of the low-frequency channel, which does not. */
const SURROUNDS: readonly number[] = [4, 5, 8, 9, 10]
const LOW_FREQUENCY = 3

/** How much the energy of each channel counts for loudness. */
export function loudnessWeights(channels: number, mask: number | null): number[] {
  const named = mask === null ? [] : speakersOf(mask)
  const speakers = named.length === channels ? named : speakersOf(MASKS[channels] ?? 0)
  return Array.from({ length: channels }, (_, c) => {
    const bit = speakers[c] ?? 0
    if (bit === LOW_FREQUENCY) return 0
    return SURROUNDS.includes(bit) ? 1.41 : 1
  })
}

function speakersOf(mask: number): number[] {
  return Array.from({ length: 18 }, (_, bit) => bit).filter((bit) => (mask >> bit) & 1)
}

/** Samples beyond this are a broken file; it keeps every later sum finite. */
const LIMIT = 1e6

/** Two channels from any, with everything that is no number made silence. */
export function toStereo(channels: readonly Float32Array[], gains: readonly Gains[]): StereoBlock {
  const frames = channels[0]?.length ?? 0
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  channels.forEach((channel, c) => {
    const [toLeft, toRight] = gains[c] ?? [0, 0]
    if (toLeft !== 0) mixIn(left, channel, toLeft)
    if (toRight !== 0) mixIn(right, channel, toRight)
  })
  return { left, right }
}

function mixIn(into: Float32Array, from: Float32Array, gain: number): void {
  for (let i = 0; i < into.length; i++) {
    const x = from[i] as number
    if (x > -LIMIT && x < LIMIT) into[i] = (into[i] as number) + x * gain
  }
}
