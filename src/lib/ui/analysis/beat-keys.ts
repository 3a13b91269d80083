import type { App } from '#lib/app/app.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Binding } from '../shell/keys.svelte.ts'
import type { GridActions } from './grid-actions.ts'
import type { TapPad } from './tap-pad.svelte.ts'
import { t } from '../messages/t.ts'

/** One tap: in the song's own time while it plays, else by the clock. */
export function tapNow(app: App, pad: TapPad): void {
  const { playing, frame } = app.studio
  pad.tap(playing ? frame / SAMPLE_RATE : performance.now() / 1000, playing)
}

/** Keys of the beat grid, on the song's page. */
export function beatKeys(app: App, pad: TapPad, actions: GridActions): Binding[] {
  const group = 'Beats'
  const when = () => app.studio.frames > 0
  const hasGrid = () => when() && app.analysis.song.grid !== null
  return [
    { keys: ['t'], label: t('Tap the tempo'), group, when, run: () => tapNow(app, pad) },
    {
      keys: ['Alt+ArrowUp'],
      label: t('Double the tempo'),
      group,
      when: hasGrid,
      run: () => actions.times(2),
    },
    {
      keys: ['Alt+ArrowDown'],
      label: t('Halve the tempo'),
      group,
      when: hasGrid,
      run: () => actions.times(0.5),
    },
    { keys: [','], label: t('Beats 1 ms earlier'), group, when: hasGrid, run: () => actions.nudge(-1) },
    { keys: ['.'], label: t('Beats 1 ms later'), group, when: hasGrid, run: () => actions.nudge(1) },
    { keys: ['b'], label: t('A bar begins here'), group, when: hasGrid, run: () => actions.barBeginsHere() },
  ]
}
