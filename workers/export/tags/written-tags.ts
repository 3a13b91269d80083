import type { FileTags } from '../contract.ts'

/** Tags with everything that had to be measured or read. */
export interface WrittenTags extends FileTags {
  /** To -18 LUFS, in dB, and the highest true peak, linear. */
  gain: { db: number; peak: number } | null
  picture: { bytes: Uint8Array<ArrayBuffer>; mime: string } | null
}

/** Loudness that ReplayGain 2.0 plays everything at. */
const REFERENCE_LUFS = -18

export function replayGain(lufs: number | null, truePeakDbtp: number | null): WrittenTags['gain'] {
  if (lufs === null || truePeakDbtp === null) return null
  return { db: REFERENCE_LUFS - lufs, peak: Math.pow(10, truePeakDbtp / 20) }
}

/** Fields for which formats have no name of their own, by the names that players look for. */
export function moreFields(tags: WrittenTags): [string, string][] {
  const { gain } = tags
  const fields: [string, string][] = [
    ['REPLAYGAIN_TRACK_GAIN', gain ? `${gain.db.toFixed(2)} dB` : ''],
    ['REPLAYGAIN_TRACK_PEAK', gain ? gain.peak.toFixed(6) : ''],
    ['REPLAYGAIN_REFERENCE_LOUDNESS', gain ? `${REFERENCE_LUFS}.00 LUFS` : ''],
    ['STEM', tags.stem],
    ['SOURCE', tags.source],
    ['MODEL', tags.model],
  ]
  return fields.filter(([, value]) => value !== '')
}
