import { describe, expect, it } from 'vitest'
import { CARDS, cardOf } from './cards.ts'
import { slotFor, slotsOf } from './slots.ts'

describe('the slots of a bag', () => {
  it.each(CARDS.map((card) => [card.id, card] as const))(
    'of %s share out every stem exactly once',
    (_, card) => {
      const sums = card.stems.map((_, stem) =>
        slotsOf(card).reduce((sum, slot) => sum + (slot.weights[stem] ?? 0), 0),
      )
      expect(sums).toEqual(card.stems.map(() => 1))
    },
  )

  it('are found by a stem or a signature in the file name, else filled in order', () => {
    const slots = slotsOf(cardOf('htdemucs_ft'))
    expect(slotFor(slots, 'htdemucs_ft_Vocals.onnx', new Set()).name).toBe('vocals')
    expect(slotFor(slots, 'd12395a8.onnx', new Set()).name).toBe('bass')
    expect(slotFor(slots, 'model.onnx', new Set(['drums'])).name).toBe('bass')
  })
})
