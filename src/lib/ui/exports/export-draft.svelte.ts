import {
  DEFAULT_RECIPE,
  type KeptRecipe,
  type Level,
  type Processing,
  type Recipe,
  type SourceWish,
} from '#lib/core/domain/recipe.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { presetRecipe, type Offers, type PresetId } from '#lib/core/exports/presets.ts'

/** A recipe while a person puts it together. */
export class ExportDraft {
  #recipe = $state.raw<Recipe>(DEFAULT_RECIPE)
  /** The preset it began as, until something is changed. */
  #preset = $state.raw<string | null>(null)
  readonly #offers: () => Offers

  constructor(offers: () => Offers, preset: PresetId) {
    this.#offers = offers
    this.choose(preset)
  }

  get recipe(): Recipe {
    return this.#recipe
  }

  get preset(): string | null {
    return this.#preset
  }

  choose(id: PresetId): void {
    // Where it goes is a matter of the place, not of what is made.
    this.#recipe = { ...presetRecipe(id, this.#offers()), packing: this.#recipe.packing }
    this.#preset = id
  }

  take(kept: KeptRecipe): void {
    this.#recipe = kept.recipe
    this.#preset = kept.id
  }

  change(change: Partial<Recipe>): void {
    this.#recipe = { ...this.#recipe, ...change }
    this.#preset = null
  }

  process(change: Partial<Processing>): void {
    this.change({ processing: { ...this.#recipe.processing, ...change } })
  }

  setLevel(level: Level): void {
    this.process({ level })
  }

  toggle<K extends 'formats' | 'documents' | 'bundles'>(kind: K, id: Recipe[K][number]): void {
    const all = this.#recipe[kind] as readonly string[]
    this.change({ [kind]: all.includes(id) ? all.filter((one) => one !== id) : [...all, id] })
  }

  has(kind: SourceWish['kind']): boolean {
    return this.#recipe.sources.some((source) => source.kind === kind)
  }

  get leftOut(): readonly StemName[] {
    return this.#recipe.sources.find((source) => source.kind === 'minus')?.stems ?? []
  }

  /** Sources in their usual order, with or without this one. */
  setSource(wish: SourceWish, isWanted: boolean): void {
    const others = this.#recipe.sources.filter(({ kind }) => kind !== wish.kind)
    const sources = isWanted ? [...others, wish] : others
    this.change({ sources: sources.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)) })
  }
}

const ORDER: readonly SourceWish['kind'][] = ['original', 'stems', 'stem', 'minus', 'mix']
