import { describe, expect, it } from 'vitest'
import { noEdit } from '#lib/core/domain/analysis.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { sampleAnalysis } from '#tests/support/sample-analysis.ts'
import { writeEdit } from './analysis-edits.ts'

async function rowsWithResult(): Promise<MemoryRows> {
  const rows = new MemoryRows()
  await rows.write(['analyses'], ({ analyses }) => analyses.put(sampleAnalysis('t')))
  return rows
}
const read = (rows: MemoryRows) =>
  rows.read(['analyses', 'analysisEdits', 'trackFacts'], async (tables) => ({
    edit: await tables.analysisEdits.get('t'),
    facts: await tables.trackFacts.get('t'),
    measured: (await tables.analyses.all())[0]?.tempo?.bpm,
  }))

describe('a correction', () => {
  it('lies beside the result, and what counts follows in the same write', async () => {
    const rows = await rowsWithResult()
    await writeEdit(rows, 't', { factor: 0.5 }, 7)
    const { edit, facts, measured } = await read(rows)
    expect(edit).toEqual({ ...noEdit('t'), factor: 0.5, changedAt: 7 })
    expect(facts).toMatchObject({ bpm: 59.15, bpmFrom: 'person' })
    expect(measured).toBe(118.3)
  })

  it('is taken back without touching what was said since', async () => {
    const rows = await rowsWithResult()
    const back = await writeEdit(rows, 't', { factor: 0.5 }, 1)
    await writeEdit(rows, 't', { key: { tonic: 0, mode: 'minor' } }, 2)
    await writeEdit(rows, 't', back, 3)
    const { edit, facts } = await read(rows)
    expect(edit).toMatchObject({ factor: 1, key: { tonic: 0 } })
    expect(facts).toMatchObject({ bpm: 118.3, bpmFrom: 'mix', keyFrom: 'person' })
  })

  it('leaves no row once all is as measured', async () => {
    const rows = await rowsWithResult()
    const back = await writeEdit(rows, 't', { shiftS: 0.01 }, 1)
    await writeEdit(rows, 't', back, 2)
    expect((await read(rows)).edit).toBeNull()
  })
})
