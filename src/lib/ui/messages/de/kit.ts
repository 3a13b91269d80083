import type { Translation } from '../t.ts'

export const KIT: Translation = {
  Keep: 'Behalten',
}
