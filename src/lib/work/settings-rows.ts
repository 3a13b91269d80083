import * as v from 'valibot'
import { DEFAULT_SETTINGS, type Settings } from '#lib/core/domain/settings.ts'
import { DEFAULT_LIMITS, LANES, MOST_PLACES, type Lane, type Limits } from '#lib/core/jobs/lanes.ts'
import { PATIENCE } from '#lib/core/jobs/patience.ts'
import { MOST_ATTEMPTS } from '#lib/core/jobs/retry.ts'
import { KEY_NOTATIONS } from '#lib/core/music/musical-key.ts'
import { audioSourceSchema, qualitySchema } from '#lib/platform/storage/source-schemas.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

const places = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PLACES))

// A lane that was not there when this was stored has its usual places.
const limits = v.pipe(
  v.record(v.string(), places),
  v.transform((stored): Limits => {
    const one = (lane: Lane) => [lane, stored[lane] ?? DEFAULT_LIMITS[lane]] as const
    return Object.fromEntries(LANES.map(one)) as Record<Lane, number>
  }),
)

const SCHEMAS: { [K in keyof Settings]: v.GenericSchema<unknown, Settings[K]> } = {
  theme: v.picklist(['system', 'dark', 'light']),
  language: v.picklist(['system', 'en', 'de']),
  defaultModel: v.pipe(v.string(), v.nonEmpty()),
  autoSeparate: v.boolean(),
  autoAnalyse: v.picklist(['off', 'quick', 'full']),
  limits,
  tries: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ATTEMPTS)),
  patience: v.picklist(PATIENCE),
  queueHeld: v.boolean(),
  notify: v.boolean(),
  proxyAddress: v.pipe(v.string(), v.maxLength(500)),
  audioOrder: v.pipe(
    v.array(audioSourceSchema),
    v.checkItems((item, i, all) => all.indexOf(item) === i),
  ),
  quality: qualitySchema,
  autoDownload: v.boolean(),
  spotifyClientId: v.pipe(v.string(), v.maxLength(100)),
  keyNotation: v.picklist(KEY_NOTATIONS),
  namesWithTempo: v.boolean(),
  clickVolume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  countIn: v.boolean(),
  askedToKeep: v.boolean(),
  backedUpAt: v.pipe(v.number(), v.finite(), v.minValue(0)),
}

const NAMES = Object.keys(SCHEMAS) as (keyof Settings)[]

/** The settings as stored; what is missing or makes no sense is as it comes from the shop. */
export async function readSettings({ settings }: Pick<Tables, 'settings'>): Promise<Settings> {
  const stored = new Map((await settings.all()).map((row) => [row.key, row.value]))
  const found = NAMES.map((name) => {
    const parsed = v.safeParse(SCHEMAS[name], stored.get(name))
    return [name, parsed.success ? parsed.output : DEFAULT_SETTINGS[name]] as const
  })
  return Object.fromEntries(found) as unknown as Settings
}

/** Stores the values that make sense; the others stay as they were. */
export async function writeSettings(
  { settings }: Pick<Tables, 'settings'>,
  change: Partial<Settings>,
): Promise<void> {
  for (const name of NAMES)
    if (v.is(SCHEMAS[name], change[name])) await settings.put({ key: name, value: change[name] })
}
