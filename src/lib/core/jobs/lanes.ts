/** Work of one sort stands in one lane; how many run at once in each is a setting. */
export const LANES = [
  'download',
  'prepare',
  'processing',
  'analysis',
  'metadata',
  'enrich',
  'share',
  'hook',
] as const
export type Lane = (typeof LANES)[number]

/** How many of each lane run at once. */
export type Limits = Readonly<Record<Lane, number>>

/**
 * As it comes from the shop. `processing` has two places and one engine: two separations never run at once, but
 * other work of that lane may run beside one.
 */
export const DEFAULT_LIMITS: Limits = {
  download: 3,
  prepare: 2,
  processing: 2,
  analysis: 2,
  metadata: 3,
  enrich: 1,
  share: 4,
  hook: 2,
}

/** More than this helps nobody. */
export const MOST_PLACES = 8
