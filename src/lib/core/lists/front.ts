import { leadTime } from './times.ts'

/** What stands before the names of a line. */
export interface Front {
  rest: string
  trackNumber: number | null
  /** A bare number that may be the title's own (`99 Luftballons`): its list decides. */
  bareNumber: number | null
  atMs: number | null
  lengthMs: number | null
}

const BULLET = /^(?:[*•·▪▫◦‣●○■□▸▹►▶➤✓✔☐☑>+~]+\s*|[-–—]\s+|\[[ xX]?\]\s*)(?=\S)/
/** `1.`, `01)`, `(1)`, `[1]`, `#1`, `Track 1:`, `1/12`, `A1.` */
const NUMBER =
  /^(?:(?:track|titel|piste|pista|faixa|nr\.?|no\.?|nº|#)\s*(\d{1,3})[.:)\]]?\s+|[([](\d{1,3})[)\]]\s*|(\d{1,3})(?:[.)](?!\d)\s*|:\s+|\/\d{1,3}\s+)|[A-H](\d{1,2})[.):]\s*)(?=\S)/i
const PADDED = /^(0\d{1,2})\s*[-–—_]?\s+(?=\S)/
const BEFORE_DASH = /^(\d{1,3})\s*[-–—]\s+(?=.*\S\s*[-–—]\s)/
const BARE = /^(\d{1,3})\s+(?=\S)/

/** Takes bullets, numbers and times off the front, in whatever order they come. */
export function takeFront(text: string): Front {
  const front: Front = { rest: text, trackNumber: null, bareNumber: null, atMs: null, lengthMs: null }
  for (let turn = 0; turn < 5; turn++) if (!takeOne(front)) break
  const bare = front.trackNumber === null ? BARE.exec(front.rest) : null
  if (bare) front.bareNumber = Number(bare[1])
  return front
}

function takeOne(front: Front): boolean {
  const bullet = BULLET.exec(front.rest)
  if (bullet) {
    front.rest = front.rest.slice(bullet[0].length)
    return true
  }
  if (front.atMs === null) {
    const { rest, ms, lengthMs } = leadTime(front.rest)
    if (ms !== null) {
      Object.assign(front, { rest, atMs: ms, lengthMs })
      return true
    }
  }
  return front.trackNumber === null && takeNumber(front)
}

function takeNumber(front: Front): boolean {
  const found = NUMBER.exec(front.rest) ?? PADDED.exec(front.rest) ?? BEFORE_DASH.exec(front.rest)
  if (!found) return false
  front.rest = front.rest.slice(found[0].length)
  front.trackNumber = Number(found.slice(1).find((digits) => digits !== undefined)) || null
  return true
}

/** The line without its bare number. */
export function withoutBare(text: string): string {
  return text.replace(BARE, '')
}
