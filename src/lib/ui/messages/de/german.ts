import type { Tongue } from '../t.ts'
import { ANALYSIS } from './analysis.ts'
import { CHANNEL } from './channel.ts'
import { DIAGNOSTICS } from './diagnostics.ts'
import { EXPORTS } from './exports.ts'
import { FAULTS } from './faults.ts'
import { INTAKE } from './intake.ts'
import { KIT } from './kit.ts'
import { LIBRARY } from './library.ts'
import { MESSAGES } from './messages.ts'
import { QUEUE } from './queue.ts'
import { SEARCH } from './search.ts'
import { SETTINGS } from './settings.ts'
import { SHARE } from './share.ts'
import { SHELL } from './shell.ts'
import { SOURCES } from './sources.ts'
import { STORAGE } from './storage.ts'
import { STUDIO } from './studio.ts'
import { SYSTEM } from './system.ts'

/** One file a room; `npm run words` prints what is missing. */
export const GERMAN: Tongue = {
  tag: 'de-DE',
  texts: {
    ...ANALYSIS,
    ...CHANNEL,
    ...DIAGNOSTICS,
    ...EXPORTS,
    ...FAULTS,
    ...INTAKE,
    ...KIT,
    ...LIBRARY,
    ...MESSAGES,
    ...QUEUE,
    ...SEARCH,
    ...SETTINGS,
    ...SHARE,
    ...SHELL,
    ...SOURCES,
    ...STORAGE,
    ...STUDIO,
    ...SYSTEM,
  },
}
