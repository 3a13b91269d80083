/** Bytes of a chunk; the last of a unit may be shorter. */
export const CHUNK_BYTES = 262_144
/** Nothing longer is read from a peer, nor written to one. */
export const MOST_FRAME_BYTES = 65_536
/** Bytes of a chunk in one frame, so that browsers which take no more than 64 KiB at once read it too. */
export const PIECE_BYTES = 60_000
/** Words of a peer beside chunks. */
export const MOST_WORDS_BYTES = 4096
export const MOST_MANIFEST_BYTES = 2 * 1024 * 1024
export const MOST_CHUNKS = 65_536
export const MOST_UNITS = 20_000
/** 8 GiB. */
export const MOST_BYTES = 8 * 1024 ** 3
/** A unit is held in memory while it is opened. */
export const MOST_UNIT_BYTES = 4 * 1024 * 1024

/** How many chunks are asked of one peer at once. */
export const WINDOW = 8
/** So many chunks that have come may wait to be checked and written; more are not asked for until they are. */
export const MOST_UNWRITTEN = 16
/** Of one peer so many questions may wait; more are a flood. */
export const MOST_WAITING = 64
/** Wrong chunks of one peer before it is left. */
export const MOST_BAD = 3
/** A chunk that has not come by then is asked for elsewhere. */
export const PATIENCE_MS = 20_000
export const MOST_PEERS = 16
