import * as v from 'valibot'
import { CLEANUPS } from '#lib/core/domain/trash.ts'
import { analysisSchema, editSchema } from './analysis-schemas.ts'
import { jobSchema } from './job-schemas.ts'
import { count, finite } from './schema-parts.ts'
import { albumTrackSchema, mixSchema, pcmSchema, separationSchema, trackSchema } from './song-schemas.ts'
import { downloadSchema, enrichmentSchema } from './source-schemas.ts'

export const trashSchema = v.object({
  id: v.string(),
  at: finite,
  what: v.picklist(CLEANUPS),
  songs: count,
  titles: v.array(v.string()),
  bytes: count,
  prefixes: v.array(v.string()),
  removed: v.object({
    tracks: v.array(trackSchema),
    separations: v.array(separationSchema),
    jobs: v.array(jobSchema),
    mixes: v.array(mixSchema),
    analyses: v.array(analysisSchema),
    analysisEdits: v.array(editSchema),
    albumTracks: v.array(albumTrackSchema),
    downloads: v.array(downloadSchema),
    enrichmentTasks: v.array(enrichmentSchema),
  }),
  sounds: v.array(v.object({ trackId: v.string(), pcm: pcmSchema })),
})
