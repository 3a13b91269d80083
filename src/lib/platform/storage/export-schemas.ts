import * as v from 'valibot'
import type { FolderHandle } from '#lib/core/domain/export.ts'
import { AUDIO_FORMATS, BUNDLE_IDS, DOCUMENT_IDS } from '#lib/core/domain/recipe.ts'
import { count, faultSchema, finite, maybe, stem } from './schema-parts.ts'

const seconds = v.pipe(finite, v.minValue(0), v.maxValue(3600))
const lane = v.object({ muted: v.boolean(), solo: v.boolean(), gain: finite, pan: finite })
const lanes = v.object({
  drums: v.exactOptional(lane),
  bass: v.exactOptional(lane),
  other: v.exactOptional(lane),
  vocals: v.exactOptional(lane),
  guitar: v.exactOptional(lane),
  piano: v.exactOptional(lane),
  mix: v.exactOptional(lane),
})

const oneSound = [
  v.object({ kind: v.literal('original') }),
  v.object({ kind: v.literal('stem'), stem }),
  v.object({ kind: v.literal('minus'), stems: v.pipe(v.array(stem), v.minLength(1)) }),
  v.object({ kind: v.literal('mix'), mix: maybe(v.object({ lanes, master: finite })) }),
] as const

const format = v.picklist(AUDIO_FORMATS)
const document = v.picklist(DOCUMENT_IDS)
const bundle = v.picklist(BUNDLE_IDS)

const processing = v.object({
  level: v.variant('kind', [
    v.object({ kind: v.literal('keep') }),
    v.object({ kind: v.literal('gain'), db: v.pipe(finite, v.minValue(-60), v.maxValue(36)) }),
    v.object({ kind: v.literal('loudness'), lufs: v.pipe(finite, v.minValue(-60), v.maxValue(0)) }),
  ]),
  levelOf: v.picklist(['song', 'file']),
  ceilingDbtp: maybe(v.pipe(finite, v.minValue(-30), v.maxValue(0))),
  trim: maybe(v.object({ thresholdDb: finite, minS: seconds, padS: seconds })),
  fades: v.object({ inS: seconds, outS: seconds, shape: v.picklist(['linear', 'equal-power']) }),
  rate: v.union([
    v.picklist(['stored', 'file']),
    v.pipe(v.number(), v.integer(), v.minValue(8000), v.maxValue(192_000)),
  ]),
  dither: v.boolean(),
  align: v.picklist(['none', 'bar-pad', 'bar-cut']),
})

/** What comes from outside (programs, kept rows) as a recipe. */
export const recipeSchema = v.object({
  sources: v.array(v.variant('kind', [v.object({ kind: v.literal('stems') }), ...oneSound])),
  formats: v.array(format),
  processing,
  tags: v.object({
    text: v.boolean(),
    cover: v.boolean(),
    music: v.boolean(),
    replayGain: v.boolean(),
    provenance: v.boolean(),
  }),
  template: v.pipe(v.string(), v.maxLength(1000)),
  packing: v.picklist(['files', 'folder', 'zip']),
  documents: v.array(document),
  bundles: v.array(bundle),
})

export const keptRecipeSchema = v.object({
  id: v.string(),
  name: v.string(),
  recipe: recipeSchema,
  changedAt: finite,
})

const sound = v.object({
  frames: count,
  rate: finite,
  lufs: maybe(finite),
  truePeakDbtp: maybe(finite),
  gainDb: finite,
  limitedDb: finite,
  ms: finite,
})

/** A folder that a person chose stays theirs to give: kept as the browser hands it out, and nothing else is let through. */
const folder = v.custom<FolderHandle>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'directory',
)

export const exportSchema = v.object({
  id: v.string(),
  jobId: v.string(),
  name: v.string(),
  trackIds: v.array(v.string()),
  recipe: recipeSchema,
  createdAt: finite,
  madeAt: maybe(finite),
  savedAt: maybe(finite),
  leftOut: v.array(v.object({ trackId: v.string(), what: v.string(), fault: faultSchema })),
  folder: v.exactOptional(folder),
})

export const exportFileSchema = v.object({
  id: v.string(),
  exportId: v.string(),
  trackId: maybe(v.string()),
  path: v.string(),
  content: v.variant('kind', [
    v.object({ kind: v.literal('audio'), source: v.variant('kind', [...oneSound]), format }),
    v.object({ kind: v.literal('document'), document }),
    v.object({ kind: v.literal('bundle'), bundle }),
  ]),
  part: v.string(),
  state: v.picklist(['waiting', 'made', 'failed']),
  fault: maybe(faultSchema),
  cacheId: maybe(v.string()),
  bytes: maybe(count),
  sound: maybe(sound),
})

export const cachedSchema = v.object({
  id: v.string(),
  trackId: maybe(v.string()),
  bytes: count,
  mime: v.string(),
  sound: maybe(sound),
  createdAt: finite,
})
