import { createContext } from 'svelte'
import type { App } from '#lib/app/app.ts'

/** The one App of this page, set by the root layout. */
export const [useApp, provideApp] = createContext<App>()
