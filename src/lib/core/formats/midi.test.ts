import { parseMidi, type MidiEvent } from 'midi-file'
import { describe, expect, it } from 'vitest'
import { sampleSong } from '#tests/support/sample-song.ts'
import { midiFile } from './midi.ts'

/** Events with the seconds at which they happen, by the tempo map of the file itself. */
function timed(bytes: Uint8Array) {
  const { header, tracks } = parseMidi(bytes)
  const ticks = header.ticksPerBeat ?? NaN
  const placed = tracks.map((track) => {
    let tick = 0
    return track.map((event) => ({ event, tick: (tick += event.deltaTime) }))
  })
  const tempos = (placed[0] ?? []).filter(({ event }) => event.type === 'setTempo')
  const secondsAt = (tick: number) => {
    let seconds = 0
    tempos.forEach(({ event, tick: from }, i) => {
      const to = Math.min(tick, tempos[i + 1]?.tick ?? Infinity)
      if (event.type === 'setTempo' && to > from)
        seconds += ((to - from) / ticks) * (event.microsecondsPerBeat / 1e6)
    })
    return seconds
  }
  return {
    header,
    tracks: placed.map((track) => track.map((one) => ({ ...one, seconds: secondsAt(one.tick) }))),
  }
}

const only = <T extends MidiEvent['type']>(
  track: { event: MidiEvent; seconds: number }[] | undefined,
  type: T,
) =>
  (track ?? []).flatMap(({ event, seconds }) =>
    event.type === type ? [{ ...(event as Extract<MidiEvent, { type: T }>), seconds }] : [],
  )

describe('a MIDI file, read by midi-file', () => {
  const song = sampleSong()
  const { header, tracks } = timed(midiFile(song))

  it('has a conductor, a click and the chords', () => {
    expect(header).toMatchObject({ format: 1, numTracks: 3, ticksPerBeat: 960 })
    const names = tracks.map((track) => only(track, 'trackName')[0]?.text)
    expect(Buffer.from(names[0] ?? '', 'latin1').toString('utf8')).toBe(
      'Söhne der Straße - Nacht & <Tag> "eins" 日本',
    )
    expect(names.slice(1)).toEqual(['Click', 'Chords'])
  })

  it('clicks on every beat of the grid, to less than a millisecond', () => {
    const beats = song.grid?.beats ?? new Float64Array()
    const clicks = only(tracks[1], 'noteOn')
    expect(clicks).toHaveLength(beats.length)
    clicks.forEach(({ seconds }, i) => expect(Math.abs(seconds - (beats[i] ?? NaN))).toBeLessThan(0.001))
  })

  it('has bar lines where bars begin', () => {
    const bars = Array.from(song.grid?.bars ?? [], (index) => song.grid?.beats[index] ?? NaN)
    const accents = only(tracks[1], 'noteOn').filter(({ noteNumber }) => noteNumber === 76)
    expect(accents.map(({ seconds }) => seconds.toFixed(3))).toEqual(bars.map((at) => at.toFixed(3)))
    const metres = only(tracks[0], 'timeSignature')
    expect(metres.map(({ numerator, denominator }) => `${numerator}/${denominator}`)).toEqual([
      '1/16',
      '1/4',
      '4/4',
    ])
    expect(metres.at(-1)?.seconds).toBeCloseTo(bars[0] ?? NaN, 3)
  })

  it('says the key, and sections and cues as markers', () => {
    expect(only(tracks[0], 'keySignature')).toMatchObject([{ key: 3, scale: 1 }])
    expect(only(tracks[0], 'marker').map(({ text, seconds }) => [text, seconds.toFixed(2)])).toEqual([
      ['Intro', '0.00'],
      ['Chorus', '16.10'],
    ])
    expect(only(tracks[0], 'cuePoint').map(({ text }) => text)).toEqual(['Drop', 'Outro'])
  })

  it('plays the chords and is silent where there is none', () => {
    const notes = only(tracks[2], 'noteOn')
    expect(notes.map(({ noteNumber }) => noteNumber)).toEqual([42, 54, 57, 61, 46, 58, 62, 65, 68])
    expect(notes[4]?.seconds).toBeCloseTo(9, 2)
    expect(only(tracks[2], 'noteOff')).toHaveLength(notes.length)
  })

  it('is a plain 120 where nothing is known of the beat', () => {
    const plain = timed(midiFile(sampleSong({ grid: null, key: null, chords: [], sections: [], cues: [] })))
    expect(plain.header.numTracks).toBe(1)
    expect(only(plain.tracks[0], 'setTempo')).toMatchObject([{ microsecondsPerBeat: 500_000 }])
    expect(plain.tracks[0]?.at(-1)).toMatchObject({ tick: 60 * 2 * 960, event: { type: 'endOfTrack' } })
  })
})
