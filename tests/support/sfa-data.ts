import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Folder of the shared test data, or null where it is absent: tests that need it skip by name. */
export function sfaData(): string | null {
  const folder = resolve(process.env['SFA_DATA'] ?? '../shared/data')
  return existsSync(folder) ? folder : null
}
