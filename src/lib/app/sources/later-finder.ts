import { appPart } from '#lib/core/domain/app-part.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import type { Finder } from './contract.ts'

/** The search of catalogues, whose code is fetched by the first search. */
export function laterFinder(load: () => Promise<Finder>): Finder {
  const part = () => outcomeOf(() => appPart(load))
  return {
    async find(words, signal) {
      const finder = await part()
      return finder.ok ? finder.value.find(words, signal) : finder
    },
    async add(found) {
      const finder = await part()
      return finder.ok ? finder.value.add(found) : finder
    },
    coverUrl: async (url) => (await appPart(load)).coverUrl(url),
  }
}
