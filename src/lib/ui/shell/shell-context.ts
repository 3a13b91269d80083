import { createContext } from 'svelte'
import type { Taker } from '../intake/taker.svelte.ts'
import type { LibraryView } from '../library/library-view.svelte.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { Keys } from './keys.svelte.ts'

/** What the shell lends to every page. */
export interface ShellTools {
  readonly keys: Keys
  readonly announcer: Announcer
  readonly taker: Taker
  /** What is searched and selected; kept while other places are looked at. */
  readonly library: LibraryView
  /** Opens the file picker of the intake box. */
  pickFiles(): void
}

/** Set by `Shell.svelte`; whatever is drawn inside it may use it. */
export const [useShell, provideShell] = createContext<ShellTools>()
