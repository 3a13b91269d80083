import { describe, expect, it } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { countStates, groupsOf, NO_FILTER, passes, type GroupNames } from './queue-groups.ts'

const job = (id: string, trackId: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId }, 0),
  ...more,
})
const model = newJob('m', { kind: 'get-model', modelId: 'htdemucs' }, 0)
const names: GroupNames = {
  tracks: new Map(
    [
      trackOf('a', { album: 'Homogenic', artist: 'Björk' }),
      trackOf('b', { album: 'homogenic ', artist: 'Björk' }),
      trackOf('c'),
    ].map((track) => [track.id, track]),
  ),
  batches: new Map([['x', 'Friday list']]),
}
const every = () => true

describe('the groups of the queue', () => {
  it('are albums and batches, each with a word of its own', () => {
    const jobs = [job('1', 'a'), job('2', 'c'), job('3', 'b'), job('4', 'c', { batchId: 'x' }), model]
    expect(
      groupsOf(jobs, 'batch', names, every).map(({ name, sub, jobs: own, scope }) => [
        name,
        sub,
        own.length,
        scope,
      ]),
    ).toEqual([
      ['Homogenic', 'Björk', 2, { album: 'tags/björk/homogenic' }],
      ['Songs of no album', '', 1, { jobs: ['2'] }],
      ['Friday list', '', 1, { batch: 'x' }],
      ['Getting models', '', 1, { jobs: ['m'] }],
    ])
  })

  it('or kinds', () => {
    const jobs = [job('1', 'a'), model, job('2', 'b')]
    expect(groupsOf(jobs, 'kind', names, every).map((group) => group.name)).toEqual([
      'Adding songs',
      'Getting models',
    ])
  })

  it('that have live jobs stand first', () => {
    const jobs = [job('1', 'a', { state: 'done' }), job('2', 'c')]
    expect(groupsOf(jobs, 'album', names, every).map((group) => group.name)).toEqual([
      'Songs of no album',
      'Homogenic',
    ])
  })

  it('are commanded whole, also where the filter hides a part', () => {
    const jobs = [job('1', 'c'), job('2', 'c', { state: 'failed' })]
    const failed = passes({ ...NO_FILTER, state: 'failed' }, () => '')
    expect(groupsOf(jobs, 'album', names, failed)).toMatchObject([
      { jobs: [{ id: '2' }], all: [{ id: '1' }, { id: '2' }], scope: { jobs: ['1', '2'] } },
    ])
  })
})

describe('the filter', () => {
  it('goes by state, kind and every word of a text', () => {
    const jobs = [job('1', 'a', { state: 'failed' }), job('2', 'b'), model]
    const found = (filter: Partial<typeof NO_FILTER>) =>
      jobs.filter(passes({ ...NO_FILTER, ...filter }, (one) => `Song ${one.id}`)).map((one) => one.id)
    expect(found({ state: 'failed' })).toEqual(['1'])
    expect(found({ kind: 'get-model' })).toEqual(['m'])
    expect(found({ text: '2 SONG' })).toEqual(['2'])
    expect(countStates(jobs)).toMatchObject({ all: 3, failed: 1, waiting: 2, now: 0 })
  })
})
