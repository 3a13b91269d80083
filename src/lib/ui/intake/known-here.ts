import type { App } from '#lib/app/app.ts'
import { knownIn, type Known } from '#lib/core/intake/known.ts'

/** By what the songs of the library are known. */
export const knownHere = (app: App): Known => knownIn(app.library.tracks ?? [])
