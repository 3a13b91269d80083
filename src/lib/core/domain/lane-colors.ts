import type { LaneName } from './mix.ts'

/** Colours of stems as other programs show them: those of the dark theme, the same everywhere. */
const COLORS: Record<LaneName, string> = {
  vocals: '#ff6f91',
  drums: '#ffb347',
  bass: '#a98bff',
  other: '#4fd1c5',
  guitar: '#b7e05a',
  piano: '#7db7ff',
  mix: '#7cc4ff',
}

/** `#rrggbb`; that of the whole song where it is no one stem. */
export const laneHex = (lane: LaneName | null): string => COLORS[lane ?? 'mix']
