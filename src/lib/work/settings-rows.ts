import * as v from 'valibot'
import { DEFAULT_SETTINGS, type Settings } from '#lib/core/domain/settings.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

type Guards = { [K in keyof Settings]: (value: unknown) => value is Settings[K] }

const theme = v.picklist(['system', 'dark', 'light'])
const autoAnalyse = v.picklist(['off', 'quick', 'full'])
const id = v.pipe(v.string(), v.nonEmpty())

const FITS: Guards = {
  theme: (value) => v.is(theme, value),
  defaultModel: (value) => v.is(id, value),
  autoSeparate: (value) => typeof value === 'boolean',
  autoAnalyse: (value) => v.is(autoAnalyse, value),
}

/** The settings as stored; what is missing or makes no sense is as it comes from the shop. */
export async function readSettings({ settings }: Pick<Tables, 'settings'>): Promise<Settings> {
  const stored = new Map((await settings.all()).map((row) => [row.key, row.value]))
  const read = <K extends keyof Settings>(name: K): Settings[K] => {
    const value = stored.get(name)
    return FITS[name](value) ? value : DEFAULT_SETTINGS[name]
  }
  return {
    theme: read('theme'),
    defaultModel: read('defaultModel'),
    autoSeparate: read('autoSeparate'),
    autoAnalyse: read('autoAnalyse'),
  }
}

/** Stores the values that make sense; the others stay as they were. */
export async function writeSettings(
  { settings }: Pick<Tables, 'settings'>,
  change: Partial<Settings>,
): Promise<void> {
  for (const name of Object.keys(FITS) as (keyof Settings)[])
    if (FITS[name](change[name])) await settings.put({ key: name, value: change[name] })
}
