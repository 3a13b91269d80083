import { fault } from '#lib/core/domain/fault.ts'
import { failed } from '#lib/core/domain/outcome.ts'
import type { Intake } from './app.ts'

const why = fault('unknown', { detail: 'adding files is not built yet' })

/** Stands where the intake will: it takes nothing and says so. */
export const intakeToCome: Intake = {
  arriving: [],
  files: async (files) => ({
    trackIds: [],
    known: [],
    refused: files.map((file) => ({ name: file.name, fault: why })),
  }),
  drop: async () => [],
  demo: async () => failed(why),
}
