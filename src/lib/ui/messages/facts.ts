import type { FactSource } from '#lib/core/domain/track-facts.ts'
import { words } from './t.ts'
import { fixedText } from './format.ts'

const SOURCES: Record<FactSource, string> = words({
  mix: 'from the song',
  stems: 'from the stems',
  opinion: 'by essentia.js',
  person: 'corrected by you',
})

export const sourceText = (source: FactSource): string => SOURCES[source]

/** `−13.8 LUFS`, with a true minus; a dash where it is unknown. */
export function numberText(value: number | null, unit: string, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return '–'
  const text = fixedText(value, digits)
  return unit ? `${text} ${unit}` : text
}
