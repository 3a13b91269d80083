import type { Tables } from '#lib/platform/storage/rows.ts'

// Not in a `.svelte.ts` file: see `../read-song.ts`.
export async function readEnrichment({ enrichmentTasks, tracks, jobs }: Tables) {
  return { tasks: await enrichmentTasks.all(), tracks: await tracks.all(), jobs: await jobs.all() }
}
