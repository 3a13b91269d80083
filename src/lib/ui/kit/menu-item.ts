import type { Component } from 'svelte'

export interface MenuItem {
  label: string
  /** What it does; left out where it opens a menu of its own. */
  run?: () => void
  items?: readonly MenuItem[] | undefined
  icon?: Component<{ size?: number }> | undefined
  /** Shown at the right end, e.g. `E`. */
  keys?: string | undefined
  /** Set makes it one of a choice. */
  checked?: boolean | undefined
  danger?: boolean | undefined
  disabled?: boolean | undefined
  /** A line above it. */
  line?: boolean | undefined
}
