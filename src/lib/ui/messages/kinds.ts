import type { Lane } from '#lib/core/jobs/lanes.ts'
import { words } from './t.ts'

/** Kinds of work as people name them, several at a time. */
const KINDS: Readonly<Record<string, string>> = words({
  prepare: 'Adding songs',
  separate: 'Separating',
  'get-model': 'Getting models',
  'fetch-metadata': 'Looking songs up',
  download: 'Downloading',
  enrich: 'Enriching',
  send: 'Getting shares ready',
  receive: 'Receiving',
  analyse: 'Analysing',
  'deliver-hook': 'Telling webhooks',
  export: 'Exporting',
})

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind
}

const LANES: Record<Lane, string> = words({
  download: 'Downloads',
  prepare: 'Songs being added',
  processing: 'Separations',
  analysis: 'Analyses',
  metadata: 'Look-ups',
  enrich: 'Enrichment',
  share: 'Shares',
  hook: 'Webhooks',
})

const HINTS: Partial<Record<Lane, string>> = words({
  download: 'Songs and models',
  prepare: 'Reading and decoding',
  processing: 'Only one at a time has the engine; others may get ready beside it',
  share: 'Got ready, and received',
  metadata: 'What links and lists are about',
})

/** Work of one sort, of which so many are done at once. */
export function laneText(lane: Lane): { name: string; hint: string } {
  return { name: LANES[lane], hint: HINTS[lane] ?? '' }
}
