import type { Component } from 'svelte'

export interface MenuItem {
  label: string
  run: () => void
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
