import type { Component, Snippet } from 'svelte'

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

export interface MenuProps {
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  /** Opens it from outside, e.g. where it is made only when asked for. */
  open?: boolean
  /** Spread `props` on the button that opens it. */
  trigger: Snippet<[{ props: Record<string, unknown> }]>
}
