import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** The environment, completed by the file `.env` when there is one; what is set outside wins. */
export function readEnvironment(file = '.env'): Record<string, string | undefined> {
  const own = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return { ...own, ...process.env }
}
