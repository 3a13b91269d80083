/** `3:45`, `1:02:03`, `3:45.5` in ms; null when it is no time. */
export function clockMs(text: string): number | null {
  const found = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!found) return null
  const [, hours = '0', minutes = '0', seconds = '0', rest = ''] = found
  if (found[1] !== undefined && Number(minutes) > 59) return null
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'))
}

const CLOCK = String.raw`\d{1,2}:(?:\d{2}:)?\d{2}`
/** `[00:12:30]`, `(12:30)`, `0:00 - 3:45`, with what sets it off from the name. */
const LEAD = new RegExp(
  String.raw`^[[(]?(${CLOCK})[\])]?(?:\s*(?:-|–|—|to|~)\s*[[(]?(${CLOCK})[\])]?)?(?=\D)\s*(?:[-–—|.):]\s*)?(?=\S)`,
)
const TRAIL = new RegExp(String.raw`(?:^|[\s\-–—|,])[[(]?(${CLOCK}(?:\.\d{1,3})?)[\])]?$`)
/** `(3 min 45 s)`, `3m45s`, `3'45"`. */
const SPELT =
  /(?:^|\s)[[(]?(\d{1,3})\s?(?:'|′|m|min|minutes?)\.?,?\s?(\d{1,2})\s?(?:''|"|″|s|sec|seconds?)?\.?[\])]?$/i

export interface Timed {
  rest: string
  ms: number | null
  /** A length that stood beside it (`0:00 - 3:45`). */
  lengthMs: number | null
}

/** Takes a time off the front. */
export function leadTime(text: string): Timed {
  const found = LEAD.exec(text)
  const ms = found ? clockMs(found[1] ?? '') : null
  if (!found || ms === null) return { rest: text, ms: null, lengthMs: null }
  const end = found[2] ? clockMs(found[2]) : null
  const lengthMs = end !== null && end > ms ? end - ms : null
  return { rest: text.slice(found[0].length), ms, lengthMs }
}

/** Takes a time off the end. */
export function trailTime(text: string): { rest: string; ms: number | null } {
  const clock = TRAIL.exec(text)
  if (clock) {
    const ms = clockMs(clock[1] ?? '')
    if (ms !== null) return { rest: text.slice(0, clock.index).replace(/[\s\-–—|,:]+$/, ''), ms }
  }
  const spelt = SPELT.exec(text)
  if (!spelt || Number(spelt[2]) > 59) return { rest: text, ms: null }
  return { rest: text.slice(0, spelt.index).trim(), ms: (Number(spelt[1]) * 60 + Number(spelt[2])) * 1000 }
}
