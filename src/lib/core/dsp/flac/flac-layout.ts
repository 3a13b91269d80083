/**
 * FLAC as far as it is written and read here (RFC 9639): 44.1 kHz, two channels of 24 bits, blocks of 4096 frames, fixed
 * predictors.
 */
export const BLOCK_FRAMES = 4096
export const BITS = 24
/** The largest sample. */
export const FULL = 2 ** (BITS - 1) - 1
/** A block of full length has so many partitions as a power of two, each with a Rice parameter of its own. */
export const PARTITION_ORDER = 4
export const MOST_ORDER = 4

export const MARKER = [0x66, 0x4c, 0x61, 0x43] as const
export const STREAM_INFO_BYTES = 34
export const HEAD_BYTES = 8 + STREAM_INFO_BYTES

/** How the two channels of a block lie in it; the numbers are the format's own. */
export const LEFT_RIGHT = 1
export const MID_SIDE = 10

/** Weights of the samples before, by the predictor's order. */
export const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]
