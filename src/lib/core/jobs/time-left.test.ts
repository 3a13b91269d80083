import { expect, test } from 'vitest'
import { paceAfter, timeLeftS, type Pace } from './time-left.ts'

function readings(...all: [at: number, fraction: number][]): Pace {
  let pace: Pace | null = null
  for (const [at, fraction] of all) pace = paceAfter(pace, at, 'decoding', fraction)
  return pace ?? { phase: 'decoding', samples: [] }
}

test('nothing is told before enough was seen', () => {
  expect(timeLeftS(readings())).toBeNull()
  expect(timeLeftS(readings([0, 0.1]))).toBeNull()
  expect(timeLeftS(readings([0, 0], [4_000, 0.5]))).toBeNull()
  expect(timeLeftS(readings([0, 0.5], [20_000, 0.5]))).toBeNull()
})

test('a steady pace tells the rest exactly', () => {
  expect(timeLeftS(readings([0, 0], [10_000, 0.25]))).toBeCloseTo(30)
})

test('the last half minute counts, not what was before', () => {
  const slowed = readings([0, 0], [10_000, 0.5], [41_000, 0.5], [51_000, 0.55])
  expect(timeLeftS(slowed)).toBeCloseTo(90)
})

test('a new phase starts anew', () => {
  const pace = paceAfter(readings([0, 0], [10_000, 0.5]), 11_000, 'separating', 0.5)
  expect(timeLeftS(pace)).toBeNull()
})

test('a clock that is set, either way, costs the estimate a few seconds and no more', () => {
  for (const jump of [-3_600_000, 86_400_000]) {
    let pace = null
    for (let s = 0; s < 20; s++) pace = paceAfter(pace, s * 1000, 'decoding', s / 100)
    for (let s = 20; s < 30; s++) pace = paceAfter(pace, s * 1000 + jump, 'decoding', s / 100)
    expect(pace && timeLeftS(pace)).toBeCloseTo(71, 0)
  }
})
