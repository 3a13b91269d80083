import { expect, test } from 'vitest'
import { VoicePitch, voiceRangeOf } from './voice-pitch.ts'

const RATE = 11_025

/** A note with overtones, as a voice has. */
function sung(...notes: readonly (readonly [midi: number, seconds: number])[]): Float32Array {
  const out: number[] = []
  for (const [midi, seconds] of notes) {
    const hz = 440 * 2 ** ((midi - 69) / 12)
    for (let i = 0; i < seconds * RATE; i++) {
      const turn = (2 * Math.PI * hz * i) / RATE
      out.push(midi === 0 ? 0 : 0.2 * Math.sin(turn) + 0.15 * Math.sin(2 * turn) + 0.1 * Math.sin(3 * turn))
    }
  }
  return Float32Array.from(out)
}

test('a voice has a lowest, a middle and a highest note, silence between them left out', () => {
  const pitch = new VoicePitch(RATE)
  const sound = sung([48, 2], [0, 1], [57, 4], [0, 1], [69, 2])
  for (let at = 0; at < sound.length; at += 1000) pitch.push(sound.subarray(at, at + 1000))
  expect(voiceRangeOf(pitch.hz.all, pitch.hopS)).toEqual({ low: 48, median: 57, high: 69 })
})

test('less than two seconds of voice is no range', () => {
  const pitch = new VoicePitch(RATE)
  pitch.push(sung([57, 1], [0, 10]))
  expect(voiceRangeOf(pitch.hz.all, pitch.hopS)).toBeNull()
})
