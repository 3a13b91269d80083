import type { NormalizedTitle } from './normalise.ts'
import type { Reason } from './reason.ts'
import type { Version } from './versions.ts'

/** What is left of a score when one side is of this version and the other is not. */
const FACTOR: Record<Version, number> = {
  live: 0.5,
  remix: 0.5,
  // Cuts of the same recording: their length decides.
  edit: 0.9,
  extended: 0.85,
  acoustic: 0.55,
  instrumental: 0.4,
  karaoke: 0.3,
  cover: 0.4,
  demo: 0.6,
  'sped-up': 0.4,
  slowed: 0.4,
  loop: 0.3,
  'a-cappella': 0.4,
  orchestral: 0.5,
  rerecorded: 0.7,
  mashup: 0.4,
  lesson: 0.2,
  excerpt: 0.4,
  effect: 0.5,
  'full-album': 0.2,
}

/** 1 when both are of the same version, down to 0.2; says what differs. Symmetric. */
export function versionFactor(wish: NormalizedTitle, found: NormalizedTitle, reasons: Reason[]): number {
  const apart = [
    ...wish.versions.filter((one) => !found.versions.includes(one)),
    ...found.versions.filter((one) => !wish.versions.includes(one)),
  ]
  if (apart.length > 0) {
    reasons.push({ code: 'version-differs', wanted: wish.versions, found: found.versions })
    return Math.min(...apart.map((one) => FACTOR[one]))
  }
  if (!wish.versions.includes('remix') && !wish.versions.includes('live')) return 1
  const [a, b] = [ownWords(wish), ownWords(found)]
  if (a.length === 0 || b.length === 0 || a.some((word) => b.includes(word))) return 1
  reasons.push({ code: 'remix-differs' })
  return 0.6
}

/** Words that every remix or concert has in its name. */
const COMMON = new Set(
  'remix mix remixed rmx rework live at in from the on unplugged mtv version edit session original'.split(
    ' ',
  ),
)

/** Whose remix it is, or where it was played. */
const ownWords = ({ versionText }: NormalizedTitle) =>
  versionText.split(' ').filter((word) => word && !COMMON.has(word))
