import { fifthsOf } from '../music/musical-key.ts'
import { chordNotes } from './chord-notes.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { oneLine } from './plain-text.ts'
import type { SongFacts } from './song-facts.ts'
import { quarterAt, tempoMapOf, type TempoMap } from './tempo-map.ts'

/** Ticks of a quarter note. */
const TICKS = 960
/** General MIDI's wood blocks, on the channel of drums. */
const CLICK = { channel: 9, high: 76, low: 77 }
/** A click's length in ticks. */
const CLICK_TICKS = 60
const CHORDS = { channel: 0, velocity: 72 }

interface Event {
  tick: number
  /** At one tick: names first, then what ends, then what begins. */
  order: number
  bytes: readonly number[]
}

/**
 * A Standard MIDI File of format 1: tempo map, bars, key and markers on the first track, a click on every beat, and the chords.
 * Times are those of the files beside it: second 0 is tick 0.
 */
export function midiFile(facts: SongFacts): Uint8Array<ArrayBuffer> {
  const map = tempoMapOf(facts.grid)
  const tickAt = (seconds: number) => Math.round(quarterAt(map, seconds) * TICKS)
  const tracks = [conductor(facts, map, tickAt)]
  if (facts.grid) tracks.push(clicks(facts, tickAt))
  if (facts.chords.length > 0) tracks.push(chords(facts, tickAt))
  const head = [...letters('MThd'), ...u32(6), ...u16(1), ...u16(tracks.length), ...u16(TICKS)]
  return Uint8Array.from([...head, ...tracks.flatMap(chunk)])
}

type TickAt = (seconds: number) => number

function conductor(facts: SongFacts, map: TempoMap, tickAt: TickAt): Event[] {
  const song = [facts.artist, facts.title].filter(Boolean).join(' - ')
  const events: Event[] = [text(0, 0x03, song)]
  for (const { quarter, numerator, denominator } of map.metres) {
    const power = Math.log2(denominator)
    events.push(meta(quarter * TICKS, 0x58, [Math.min(255, numerator), power, 96 / denominator, 8]))
  }
  events.push(...tempos(map, facts.durationS))
  if (facts.key) events.push(meta(0, 0x59, keySignature(facts.key)))
  for (const { name, start } of facts.sections) events.push(text(tickAt(start), 0x06, name))
  for (const { name, at } of facts.cues) events.push(text(tickAt(at), 0x07, name))
  events.push(meta(tickAt(facts.durationS), 0x2f, []))
  return events
}

/** Whole microseconds a beat; what rounding leaves over is made good by the next, so that no beat drifts. */
function tempos({ tempos: points }: TempoMap, durationS: number): Event[] {
  let now = 0
  return points.map(({ quarter, bpm }, i) => {
    const next = points[i + 1]
    const beats = next ? next.quarter - quarter : ((durationS - now) * bpm) / 60
    const exact = next ? (next.at - now) / beats : 60 / bpm
    const micros = Math.max(1, Math.min(0xffffff, Math.round(exact * 1e6)))
    now += (micros * beats) / 1e6
    return meta(Math.round(quarter * TICKS), 0x51, u32(micros).slice(1))
  })
}

/** Sharps, or flats as a negative number, and whether it is minor. */
function keySignature(key: NonNullable<SongFacts['key']>): number[] {
  const place = fifthsOf(key)
  // Beyond six sharps it is written in flats.
  const signs = place > 6 ? place - 12 : place
  return [signs & 0xff, key.mode === 'minor' ? 1 : 0]
}

function clicks({ grid }: SongFacts, tickAt: TickAt): Event[] {
  const accents = new Set(grid?.bars)
  const notes = Array.from(grid?.beats ?? [], (at, i) => {
    const isBar = accents.has(i)
    return note(tickAt(at), CLICK_TICKS, CLICK.channel, isBar ? CLICK.high : CLICK.low, isBar ? 112 : 80)
  })
  return [text(0, 0x03, 'Click'), ...notes.flat()]
}

function chords({ chords: spans }: SongFacts, tickAt: TickAt): Event[] {
  const events: Event[] = [text(0, 0x03, 'Chords')]
  for (const { name, start, end } of spans) {
    const from = tickAt(start)
    const length = Math.max(1, tickAt(end) - from)
    const pitches = chordNotes(name)
    if (pitches.length > 0) events.push(text(from, 0x01, name))
    for (const pitch of pitches) events.push(...note(from, length, CHORDS.channel, pitch, CHORDS.velocity))
  }
  return events
}

function note(tick: number, length: number, channel: number, pitch: number, velocity: number): Event[] {
  return [
    { tick, order: 2, bytes: [0x90 | channel, pitch, velocity] },
    { tick: tick + length, order: 1, bytes: [0x80 | channel, pitch, 0] },
  ]
}

const meta = (tick: number, type: number, data: readonly number[]): Event => ({
  tick,
  order: type === 0x2f ? 9 : 0,
  bytes: [0xff, type, ...varLength(data.length), ...data],
})

const text = (tick: number, type: number, words: string) => meta(tick, type, [...encodeUtf8(oneLine(words))])

function chunk(events: readonly Event[]): number[] {
  const sorted = events.toSorted((a, b) => a.tick - b.tick || a.order - b.order)
  const end = sorted.at(-1)
  const whole = end?.bytes[1] === 0x2f ? sorted : [...sorted, meta(end?.tick ?? 0, 0x2f, [])]
  let now = 0
  const body = whole.flatMap(({ tick, bytes }) => {
    const delta = varLength(tick - now)
    now = tick
    return [...delta, ...bytes]
  })
  return [...letters('MTrk'), ...u32(body.length), ...body]
}

/** Seven bits a byte, the highest first, all but the last with their top bit set. */
function varLength(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}

const letters = (word: string) => Array.from(word, (letter) => letter.charCodeAt(0))
const u16 = (value: number) => [(value >> 8) & 0xff, value & 0xff]
const u32 = (value: number) => [
  (value >>> 24) & 0xff,
  (value >> 16) & 0xff,
  (value >> 8) & 0xff,
  value & 0xff,
]
