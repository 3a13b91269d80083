import { fold } from './fold.ts'

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Plain comparison of these comes near to the collator's and costs a fiftieth; numbers are padded as it counts them. */
const nearly = (text: string) => fold(text).replace(/\d+/g, (digits) => digits.padStart(12, '0'))

/** Places of texts in the order a reader expects; texts that differ only in case or accents share one. */
export class TextRanks {
  #ranks = new Map<string, number>()

  /** Learns the texts that are new. Places of texts learnt before may change. */
  learn(texts: Iterable<string>): void {
    const wanted = new Set(texts)
    if ([...wanted].every((text) => this.#ranks.has(text))) return
    const near = Array.from(wanted, (text) => ({ text, key: nearly(text) }))
    near.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    // The collator decides; a list that is nearly in order asks it little more than once a text.
    near.sort((a, b) => collator.compare(a.text, b.text))
    let rank = 0
    this.#ranks = new Map(
      near.map(({ text }, i) => {
        const before = near[i - 1]
        if (before && collator.compare(before.text, text) !== 0) rank = i
        return [text, rank]
      }),
    )
  }

  /** Of a learnt text; empty text is last. */
  of(text: string): number {
    return text === '' ? Infinity : (this.#ranks.get(text) ?? Infinity)
  }
}
