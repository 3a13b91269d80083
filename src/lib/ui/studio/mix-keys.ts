import type { Studio } from '#lib/app/app.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import type { Binding } from '../shell/keys.svelte.ts'
import { fourBars, toBar, toBeat } from './beat-steps.ts'
import type { Viewport } from './viewport.svelte.ts'
import { laneTitle } from './words.ts'
import { t } from '../messages/t.ts'

/** One press of + or -. */
const ZOOM = 1.6
const LANES = 6

/** Keys of the mixer's page: M and S then a number, zoom. */
export function mixKeys(studio: Studio, view: Viewport, say: (text: string) => void): Binding[] {
  const toggle = (number: number, what: 'muted' | 'solo') => {
    const lane = studio.lanes[number - 1]
    if (!lane || lane.lane === 'mix') return
    const on = !lane.settings[what]
    studio.setLane(lane.lane, { [what]: on })
    const stem = laneTitle(lane.lane)
    if (what === 'muted') say(on ? t('{stem} muted', { stem }) : t('{stem} on', { stem }))
    else say(on ? t('{stem} solo', { stem }) : t('{stem} solo off', { stem }))
  }
  const numbers = Array.from({ length: LANES }, (_, i) => i + 1)
  const perLane = numbers.flatMap((number): Binding[] => [
    {
      keys: [`m ${number}`],
      label: t('Mute stem {number}', { number }),
      group: 'Stems',
      run: () => toggle(number, 'muted'),
      when: () => studio.lanes.length >= number,
    },
    {
      keys: [`s ${number}`],
      label: t('Solo stem {number}', { number }),
      group: 'Stems',
      run: () => toggle(number, 'solo'),
      when: () => studio.lanes.length >= number,
    },
  ])
  return [
    ...perLane,
    { keys: ['+', '='], label: t('Zoom in'), group: 'Waveform', run: () => view.zoom(ZOOM, studio.frame) },
    { keys: ['-'], label: t('Zoom out'), group: 'Waveform', run: () => view.zoom(1 / ZOOM, studio.frame) },
    { keys: ['0'], label: t('Show all of the song'), group: 'Waveform', run: () => view.fit() },
  ]
}

/** Seconds that the arrows go; with Shift where there are no bars. */
const STEP_S = 1
const FAR_S = 5
/** A loop made without ends is this long. */
const LOOP_S = 8

/** Keys of the player, on every page while a song is open. */
export function playKeys(studio: Studio, gridNow: () => Grid | null, say: (text: string) => void): Binding[] {
  const when = () => studio.frames > 0
  const by = (seconds: number) => () => studio.seek(studio.frame + seconds * SAMPLE_RATE)
  const byBar = (way: 1 | -1) => () => {
    const grid = gridNow()
    const { frame, frames } = studio
    studio.seek(grid ? toBar(grid, frame, way, frames) : frame + way * FAR_S * SAMPLE_RATE)
  }
  let last = studio.loop
  const end = (side: 'start' | 'end') => () => {
    const { frames } = studio
    const frame = toBeat(gridNow(), studio.frame)
    const loop = studio.loop ?? { start: 0, end: frames }
    const start = side === 'start' ? frame : Math.min(loop.start, frame)
    const stop = side === 'end' ? frame : Math.max(loop.end, frame)
    studio.setLoop({ start, end: stop })
    say(side === 'start' ? t('Loop starts here') : t('Loop ends here'))
  }
  const group = 'Playing'
  return [
    {
      keys: ['Space'],
      label: t('Play or pause'),
      group,
      when,
      run: () => (studio.playing ? studio.pause() : void studio.play()),
    },
    { keys: ['ArrowLeft'], label: t('Back 1 second'), group, when, run: by(-STEP_S) },
    { keys: ['ArrowRight'], label: t('On 1 second'), group, when, run: by(STEP_S) },
    { keys: ['Shift+ArrowLeft'], label: t('Back a bar, or 5 seconds'), group, when, run: byBar(-1) },
    { keys: ['Shift+ArrowRight'], label: t('On a bar, or 5 seconds'), group, when, run: byBar(1) },
    {
      keys: ['Home'],
      label: t('To the start'),
      group,
      when,
      run: () => studio.seek(studio.loop?.start ?? 0),
    },
    { keys: ['['], label: t('Loop starts here'), group, when, run: end('start') },
    { keys: [']'], label: t('Loop ends here'), group, when, run: end('end') },
    {
      keys: ['l'],
      label: t('Loop on or off'),
      group,
      when,
      run: () => {
        last = toggleLoop(studio, last, gridNow())
        say(studio.loop ? t('Loop on') : t('Loop off'))
      },
    },
  ]
}

/** Turns the loop off, or the last one, else the next bars or seconds, on; answers what to bring back the next time. */
export function toggleLoop(studio: Studio, last: Studio['loop'], grid: Grid | null): Studio['loop'] {
  const { loop, frame, frames } = studio
  if (loop) {
    studio.setLoop(null)
    return loop
  }
  const fits = last && last.end <= frames
  const next = fourBars(grid, frame) ?? { start: frame, end: Math.min(frames, frame + LOOP_S * SAMPLE_RATE) }
  studio.setLoop(fits ? last : next)
  return last
}
