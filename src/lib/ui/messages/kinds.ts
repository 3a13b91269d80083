import type { Lane } from '#lib/core/jobs/lanes.ts'

/** Kinds of work as people name them, several at a time. */
const KINDS: Readonly<Record<string, string>> = {
  prepare: 'Adding songs',
  separate: 'Separating',
  'get-model': 'Getting models',
  'fetch-metadata': 'Looking songs up',
  download: 'Downloading',
  enrich: 'Enriching',
  analyse: 'Analysing',
  'deliver-hook': 'Telling webhooks',
}

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind
}

const LANES: Record<Lane, { name: string; hint: string }> = {
  download: { name: 'Downloads', hint: 'Songs and models' },
  prepare: { name: 'Songs being added', hint: 'Reading and decoding' },
  processing: {
    name: 'Separations',
    hint: 'Only one at a time has the engine; others may get ready beside it',
  },
  analysis: { name: 'Analyses', hint: '' },
  metadata: { name: 'Look-ups', hint: 'What links and lists are about' },
  enrich: { name: 'Enrichment', hint: '' },
  hook: { name: 'Webhooks', hint: '' },
}

/** Work of one sort, of which so many are done at once. */
export function laneText(lane: Lane): { name: string; hint: string } {
  return LANES[lane]
}
