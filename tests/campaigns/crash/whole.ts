import { isEnded } from '#lib/core/domain/job.ts'
import type { Census } from './census.ts'

/** The result of a profile without the names that differ from run to run: hashes by the songs' own key. */
export function fingerprint(census: Census): Record<string, string> {
  const names = new Map<string, string>()
  // What was received may be received once more, under another name.
  for (const { id, sourceKey } of census.tracks) names.set(id, sourceKey.replace(/(?<=^share:.*):[^:]*$/, ''))
  for (const row of census.separations) {
    names.set(row.id, `${names.get(row.trackId) ?? 'no track'}/${row.modelId}`)
  }
  for (const { id, trackId, mime } of census.made)
    names.set(id, `${names.get(trackId ?? '') ?? 'no track'}/${mime}`)
  for (const { id, trackId } of [...census.shares, ...census.receipts])
    names.set(id, names.get(trackId ?? '') ?? 'no track')
  const named = (key: string) =>
    key.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=^export\/)[0-9a-f]{32}/, (id) => names.get(id) ?? id)
  // A manifest says when it was made.
  const same = Object.entries(census.bytes).filter(([key]) => !/^share\/[^/]+\/manifest$/.test(key))
  return Object.fromEntries(same.map(([key, hash]) => [named(key), hash]))
}

/** What no profile may ever show once its work is done; empty is well. */
export function wrongs(census: Census): string[] {
  return [jobs, songs, stems, models, shares, receipts, bytes].flatMap((look) => [...look(census)])
}

/** What a page that died may leave for the next start to clear away. */
export function isLeftOver(words: string): boolean {
  return words.startsWith(ORPHANS)
}

const ORPHANS = 'bytes without a row'
const repeats = (names: readonly string[]) => new Set(names).size !== names.length

function sum({ sizes }: Census, prefix: string): number {
  return Object.entries(sizes).reduce((all, [key, size]) => all + (key.startsWith(prefix) ? size : 0), 0)
}

function* jobs({ jobs: all }: Census): Generator<string> {
  for (const { kind, state, fault } of all) {
    if (!isEnded(state)) yield `a ${kind} job is still ${state}`
    if (state === 'failed') yield `a ${kind} job failed: ${fault?.code} ${fault?.detail ?? ''}`
  }
  if (repeats(all.map((job) => job.dedupeKey))) yield 'the same job is there twice'
}

function* songs(census: Census): Generator<string> {
  const { tracks } = census
  if (repeats(tracks.map((track) => track.sourceKey))) yield 'the same song is there twice'
  for (const { id, title, state, file, pcm } of tracks) {
    if (state !== 'ready') yield `${title} is ${state}`
    if (sum(census, `track/${id}/file/`) !== file?.bytes) yield `${title} lacks bytes of its file`
    if (sum(census, `track/${id}/pcm/`) !== (pcm?.frames ?? 0) * 8) yield `${title} lacks sound`
  }
}

function* stems(census: Census): Generator<string> {
  const { separations, tracks, sizes } = census
  const asked = separations.map((row) => `${row.trackId} ${row.modelId} ${JSON.stringify(row.region)}`)
  if (repeats(asked)) yield 'the same separation is there twice'
  for (const row of separations) {
    if (row.state !== 'complete') yield `a separation is ${row.state}`
    if (!tracks.some((track) => track.id === row.trackId)) yield 'a separation has no track'
    const frames = row.region ? row.region.end - row.region.start : row.frames
    for (const stem of row.stems)
      if (sum(census, `stems/${row.id}/${stem}/`) < frames * 8) yield `a separation lacks sound of ${stem}`
    const edges = Object.keys(sizes).filter((key) => key.startsWith(`stems/${row.id}/edges/`))
    if (row.region === null && edges.length > 0) yield `a whole separation keeps ${edges.length} edges`
  }
}

function* models(census: Census): Generator<string> {
  for (const row of census.models) {
    if (row.state === 'partial') yield `the model ${row.id} is partial`
    const there = hashesOf(row).reduce((all, hash) => all + sum(census, `model/${hash}/`), 0)
    if (there !== row.bytes) yield `the model ${row.id} lacks bytes`
  }
}

function* shares({ shares: all, sizes }: Census): Generator<string> {
  for (const { id, title, state, manifest, bytes: total } of all) {
    if (state !== 'open') yield `the share of ${title} is ${state}`
    if (!manifest || sizes[`share/${id}/manifest`] !== manifest.bytes)
      yield `the share of ${title} lacks its manifest`
    if (total === 0) yield `the share of ${title} has nothing in it`
  }
}

function* receipts({ receipts: all }: Census): Generator<string> {
  for (const { title, state } of all) if (state !== 'whole') yield `what is received of ${title} is ${state}`
}

function* bytes({ bytes: there, sizes, ...rows }: Census): Generator<string> {
  for (const key of new Set([...Object.keys(there), ...Object.keys(sizes)]))
    if (!(key in there) || !(key in sizes)) yield `bytes and size disagree: ${key}`
  const owners = new Set([
    ...rows.tracks.map(({ id }) => `track/${id}`),
    ...rows.separations.map(({ id }) => `stems/${id}`),
    ...rows.made.map(({ id }) => `export/${id}`),
    ...rows.shares.map(({ id }) => `share/${id}`),
    ...rows.receipts.map(({ id }) => `receipt/${id}`),
    ...rows.models.flatMap(hashesOf).map((hash) => `model/${hash}`),
  ])
  const orphans = Object.keys(there).filter((key) => !owners.has(key.split('/').slice(0, 2).join('/')))
  if (orphans.length > 0) yield `${ORPHANS}: ${orphans.slice(0, 3).join(' ')} (${orphans.length})`
}

function hashesOf(row: Census['models'][number]): string[] {
  return [...row.parts, ...row.imported.map((one) => one.sha256)]
}
