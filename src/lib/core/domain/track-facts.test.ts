import { describe, expect, it } from 'vitest'
import { sampleAnalysis, sampleFacts } from '#tests/support/sample-analysis.ts'
import { goesWell } from '../music/goes-well.ts'
import { tempoAndKey } from '../music/name-words.ts'
import { noEdit } from './analysis.ts'
import { filterTracks, NO_FILTER } from './filter-tracks.ts'
import { sortTracks } from './find-tracks.ts'
import { factsOf } from './track-facts.ts'
import type { Track } from './track.ts'

const minor = (tonic: number) => ({ tonic, mode: 'minor' }) as const
const track = (id: string) => ({ id, title: id }) as Track

describe('what counts of an analysis', () => {
  it('is the measured, and who measured it', () => {
    expect(factsOf('t', [sampleAnalysis('t')], null)).toEqual(sampleFacts('t'))
    expect(factsOf('t', [], null)).toBeNull()
  })

  it('is what a person says, where they say something', () => {
    const edit = { ...noEdit('t'), factor: 0.5, key: minor(9) }
    expect(factsOf('t', [sampleAnalysis('t')], edit)).toMatchObject({
      bpm: 59.15,
      bpmFrom: 'person',
      key: minor(9),
      keyFrom: 'person',
    })
    expect(factsOf('t', [], { ...noEdit('t'), bpm: 90 })).toMatchObject({ bpm: 90, key: null, lufs: null })
  })

  it('comes from the stems where the song itself gave nothing', () => {
    const blank = sampleAnalysis('t', 180, 'mix', { tempo: null, key: null })
    const facts = factsOf('t', [blank, sampleAnalysis('t', 180, 'stems')], null)
    expect(facts).toMatchObject({ bpmFrom: 'stems', keyFrom: 'stems', lufs: -13.8 })
  })
})

describe('a library by tempo and key', () => {
  const facts = new Map(
    [
      sampleFacts('slow', { bpm: 87, key: minor(6) }),
      sampleFacts('fast', { bpm: 174, key: minor(1) }),
      sampleFacts('near', { bpm: 118.04, key: minor(11) }),
      sampleFacts('far', { bpm: 120, key: minor(0) }),
      sampleFacts('odd', { bpm: null, key: null }),
    ].map((one) => [one.trackId, one]),
  )
  const tracks = [...facts.keys(), 'unknown'].map(track)
  const ids = (list: readonly Track[]) => list.map((one) => one.id)

  it('is filtered by what is shown, and by keys that go together', () => {
    expect(ids(filterTracks(tracks, facts, NO_FILTER))).toHaveLength(6)
    expect(ids(filterTracks(tracks, facts, { ...NO_FILTER, leastBpm: 118, mostBpm: 120 }))).toEqual([
      'near',
      'far',
    ])
    const inKey = { ...NO_FILTER, key: minor(6) }
    expect(ids(filterTracks(tracks, facts, inKey))).toEqual(['slow', 'fast', 'near'])
    expect(ids(filterTracks(tracks, facts, { ...inKey, withNeighbours: false }))).toEqual(['slow'])
  })

  it('is sorted with what is unknown last', () => {
    expect(ids(sortTracks(tracks, 'bpm', facts))).toEqual(['slow', 'near', 'far', 'fast', 'odd', 'unknown'])
    expect(ids(sortTracks(tracks, 'key', facts)).slice(0, 4)).toEqual(['far', 'near', 'slow', 'fast'])
  })

  it('offers what goes well, half and double time included, with the reasons', () => {
    const slow = facts.get('slow') ?? sampleFacts('slow')
    expect(goesWell(slow, facts.values())).toEqual([
      { trackId: 'fast', tempo: { ratio: 2, change: 0 }, key: 'fifth-up', fit: expect.any(Number) },
    ])
    expect(
      goesWell(sampleFacts('of', { bpm: 119, key: null }), facts.values()).map((one) => one.trackId),
    ).toEqual(['near', 'far'])
  })

  it('finds its way among ten thousand songs', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      sampleFacts(`${i}`, { bpm: 60 + (i % 140), key: minor(Math.floor(i / 140) % 12) }),
    )
    const found = goesWell(sampleFacts('of', { bpm: 120 }), many)
    expect(found).toHaveLength(12)
    expect(found[0]).toMatchObject({ tempo: { ratio: 1, change: 0 }, key: 'same' })
  })

  it('names files in the notation asked for', () => {
    expect(tempoAndKey(sampleFacts('t'), 'musical')).toBe('118 BPM, F#m')
    expect(tempoAndKey(sampleFacts('t', { bpm: null }), 'camelot')).toBe('11A')
    expect(tempoAndKey(null, 'open')).toBe('')
  })
})
