import type { ModelCard } from './card.ts'

/** A place in a model's bag that one brought file fills. */
export interface GraphSlot {
  name: string
  /** Lower-case words in a file's name that mark it as this slot's. */
  hints: string[]
  /** The slot's share of each stem of the card. */
  weights: number[]
}

/** Signatures of the official weights, as Meta's bag files list them (demucs/remote/*.yaml). */
const FT_SIGNATURES: Partial<Record<string, string>> = {
  drums: 'f7e0c4bc',
  bass: 'd12395a8',
  other: '92cfc3b6',
  vocals: '04573f0d',
}
const MDX_EXTRA_SIGNATURES = ['e51eebcc', 'a1d90b5c', '5d2d6c55', 'cfa93e08']

/** The files a card is made of when a person brings them. */
export function slotsOf(card: ModelCard): GraphSlot[] {
  if (card.id === 'htdemucs_ft') {
    return card.stems.map((stem) => ({
      name: stem,
      hints: [stem, FT_SIGNATURES[stem] ?? stem],
      weights: card.stems.map((other) => (other === stem ? 1 : 0)),
    }))
  }
  if (card.id === 'mdx_extra') {
    return MDX_EXTRA_SIGNATURES.map((name) => ({ name, hints: [name], weights: card.stems.map(() => 0.25) }))
  }
  return [{ name: card.id, hints: [card.id], weights: card.stems.map(() => 1) }]
}

/** The slot a file goes to: the one its name speaks of, else the first that is free, else the first. */
export function slotFor(
  slots: readonly GraphSlot[],
  fileName: string,
  filled: ReadonlySet<string>,
): GraphSlot {
  const name = fileName.toLowerCase()
  const named = slots.find((slot) => slot.hints.some((hint) => name.includes(hint)))
  const free = slots.find((slot) => !filled.has(slot.name))
  const slot = named ?? free ?? slots[0]
  if (!slot) throw new RangeError('a model without slots')
  return slot
}
