import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TextRanks } from './text-ranks.ts'

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[aAäÄbBzZéß0-9 _.-]{0,8}$/),
  fc.constantFrom('Track 2', 'Track 10', 'track 010', '(Intro)', 'Ärger', 'Zebra', 'Æon', '日本'),
)

describe('places of texts', () => {
  it('are those of the collator, whatever the texts and whenever they were learnt', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (first, second) => {
        const ranks = new TextRanks()
        ranks.learn(first)
        ranks.learn([...first, ...second])
        const texts = [...first, ...second].filter((text) => text !== '')
        for (const a of texts) {
          for (const b of texts) {
            expect(Math.sign(ranks.of(a) - ranks.of(b))).toBe(Math.sign(collator.compare(a, b)))
          }
        }
      }),
    )
  })

  it('are last for empty text', () => {
    const ranks = new TextRanks()
    ranks.learn(['', 'z'])
    expect(ranks.of('')).toBeGreaterThan(ranks.of('z'))
  })
})
