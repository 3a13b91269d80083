import { beatOf } from './score.ts'
import { BARS } from './time.ts'

/** What can be struck. */
export type Drum = 'kick' | 'snare' | 'hat' | 'openHat' | 'tom'

/** One drum in one bar of sixteenths: '9' is full strength, '.' is none. */
type Pattern = string

// prettier-ignore
const GROOVES: readonly Readonly<Record<Drum, Pattern>>[] = [
  { kick: '9.....6.7.8.....', snare: '....9..2....9..3', hat: '7352735273527352', openHat: '', tom: '' },
  { kick: '9.....6...8..5..', snare: '....9..2.2..9...', hat: '735273527352735.', openHat: '..............7.', tom: '' },
]

/** The last bar, on the way home. */
const FILL: Readonly<Record<Drum, Pattern>> = {
  kick: '9.....6.7.8.....',
  snare: '....9..2....9.67',
  hat: '735273527352....',
  openHat: '',
  tom: '..........7.6...',
}

/** A stroke: when (beats from the start) and how strong (0 to 1). */
export type Stroke = { readonly beat: number; readonly strength: number }

/** Every stroke of `drum` in the eight bars. */
export function strokesOf(drum: Drum): Stroke[] {
  return Array.from({ length: BARS }, (_, bar) => {
    const groove = bar === BARS - 1 ? FILL : GROOVES[bar % GROOVES.length]
    return strokes(groove?.[drum] ?? '', bar)
  }).flat()
}

function strokes(pattern: Pattern, bar: number): Stroke[] {
  return [...pattern].flatMap((mark, sixteenth) =>
    mark === '.' ? [] : [{ beat: beatOf(bar) + sixteenth / 4, strength: Number(mark) / 9 }],
  )
}
