import { createContext } from 'svelte'
import type { Announcer } from './announcer.svelte.ts'
import type { Keys } from './keys.svelte.ts'

/** What the shell lends to every page. */
export interface ShellTools {
  readonly keys: Keys
  readonly announcer: Announcer
  /** Opens the file picker of the intake box. */
  pickFiles(): void
}

/** Set by `Shell.svelte`; whatever is drawn inside it may use it. */
export const [useShell, provideShell] = createContext<ShellTools>()
