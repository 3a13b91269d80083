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
