import { describe, expect, it } from 'vitest'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { ModelCard } from '#models/card.ts'
import { faceOf, jobOfModel } from './model-words.ts'

const card = { id: 'htdemucs', served: true, bytes: 90_608_383 } as ModelCard
const row = (change: Partial<ModelRow>): ModelRow =>
  ({
    id: 'htdemucs',
    state: 'absent',
    bytes: 0,
    totalBytes: 90_608_383,
    imported: [],
    ...change,
  }) as ModelRow
const job = (state: Job['state']): Job =>
  ({ id: 'j', state, wish: { kind: 'get-model', modelId: 'htdemucs' } }) as Job
const progress: Progress = {
  jobId: 'j',
  phase: 'fetching-model',
  fraction: 0.5,
  leftS: 41,
  bytes: { done: 45_000_000, total: 90_608_383 },
}
const words = (face: { words: string }) => face.words.replaceAll('\u00a0', ' ')

describe('the card of a model', () => {
  it('says how big it is before it is got', () => {
    expect(words(faceOf(card, undefined, null, undefined))).toBe('91 MB to get')
    expect(faceOf({ ...card, served: false }, undefined, null, undefined).words).toBe('Needs a file')
  })

  it('counts megabytes and the time left while it comes', () => {
    const face = faceOf(card, row({ state: 'partial' }), job('running'), progress)
    expect(words(face)).toBe('45 of 91 MB · 41 s left')
    expect(face.state).toBe('getting')
  })

  it('keeps what arrived when the work is gone', () => {
    const face = faceOf(card, row({ state: 'partial', bytes: 20_000_000 }), null, undefined)
    expect(words(face)).toBe('Paused · 20 of 91 MB')
  })

  it('says that more files are needed while some of a bag are here', () => {
    const some = row({ state: 'partial', imported: [{} as ModelRow['imported'][number]] })
    expect(faceOf({ ...card, served: false }, some, null, undefined)).toMatchObject({
      state: 'some',
      words: '1 file imported, more are needed',
    })
  })

  it('is simply here once whole, whatever jobs say', () => {
    expect(words(faceOf(card, row({ state: 'ready', bytes: 90_608_383 }), job('paused'), undefined))).toBe(
      'On this device · 91 MB',
    )
  })

  it('knows its live job from ended ones', () => {
    expect(jobOfModel([job('done'), job('paused')], 'htdemucs')?.state).toBe('paused')
    expect(jobOfModel([job('done')], 'htdemucs')).toBeNull()
  })
})
