import type { Tongue } from '../t.ts'
import { FAULTS } from './faults.ts'
import { INTAKE } from './intake.ts'
import { MESSAGES } from './messages.ts'
import { STUDIO } from './studio.ts'

/** One file a room; `npm run words` prints what is missing. */
export const GERMAN: Tongue = {
  tag: 'de-DE',
  texts: { ...FAULTS, ...INTAKE, ...MESSAGES, ...STUDIO },
}
