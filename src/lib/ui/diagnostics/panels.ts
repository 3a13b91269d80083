import type { Component } from 'svelte'
import BenchmarkPanel from './BenchmarkPanel.svelte'
import EnrichmentPanel from './EnrichmentPanel.svelte'

/**
 * Further parts of the page, each with its own heading (`h2`) and its own data out of the app's context: whoever adds work
 * that can go wrong in steps adds the panel that shows where.
 */
export const PANELS: readonly Component[] = [EnrichmentPanel, BenchmarkPanel]
