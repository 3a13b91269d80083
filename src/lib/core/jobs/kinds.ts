import type { JobKind, JobWish } from '#lib/core/domain/job.ts'
import type { Lane } from './lanes.ts'

type WishOf<K extends JobKind> = Extract<JobWish, { kind: K }>

interface KindFacts<K extends JobKind> {
  lane: Lane
  /** About how long one takes beside another; only for the share each has in the whole. */
  weight: number
  /** `site`: needs this site's own server; `outside`: needs the world. It waits while that is out of reach. */
  network: 'none' | 'site' | 'outside'
  /** Needs the separation engine (and the GPU) for itself: one of these runs at a time. */
  engine: boolean
  /** What a job is known by while it lives: asking for the same again finds the job that is already there. */
  keyOf(wish: WishOf<K>): string
}

/** What there is to know of each kind of work before any of it runs. */
export const KINDS: { readonly [K in JobKind]: KindFacts<K> } = {
  prepare: {
    ...{ lane: 'prepare', weight: 1, network: 'none', engine: false },
    keyOf: ({ trackId }) => trackId,
  },
  separate: {
    ...{ lane: 'processing', weight: 20, network: 'none', engine: true },
    keyOf: ({ trackId, modelId, region }) =>
      `${trackId}:${modelId}:${region ? `${region.start}-${region.end}` : 'all'}`,
  },
  'get-model': {
    ...{ lane: 'download', weight: 5, network: 'site', engine: false },
    keyOf: ({ modelId }) => modelId,
  },
  analyse: {
    ...{ lane: 'analysis', weight: 3, network: 'none', engine: false },
    keyOf: ({ trackId, source, mode, features }) =>
      `${trackId}:${source}:${mode}:${features.toSorted().join('+')}`,
  },
  'fetch-metadata': {
    ...{ lane: 'metadata', weight: 1, network: 'outside', engine: false },
    keyOf: ({ sourceKey, trackId }) => `${sourceKey}:${trackId ?? 'all'}`,
  },
  // The proxy is on this site, and a receiver may be on this very device.
  'deliver-hook': {
    ...{ lane: 'hook', weight: 0.1, network: 'site', engine: false },
    keyOf: ({ deliveryId }) => deliveryId,
  },
  download: {
    ...{ lane: 'download', weight: 5, network: 'outside', engine: false },
    keyOf: ({ trackId }) => trackId,
  },
  send: {
    ...{ lane: 'share', weight: 2, network: 'none', engine: false },
    keyOf: ({ shareId }) => shareId,
  },
  // Whoever it comes from may sit in the same room: the way there need not lead outside.
  receive: {
    ...{ lane: 'share', weight: 5, network: 'none', engine: false },
    keyOf: ({ receiptId }) => receiptId,
  },
  enrich: {
    ...{ lane: 'enrich', weight: 1, network: 'outside', engine: false },
    keyOf: ({ nonce }) => nonce,
  },
  export: {
    ...{ lane: 'processing', weight: 5, network: 'none', engine: false },
    keyOf: ({ exportId }) => exportId,
  },
}
