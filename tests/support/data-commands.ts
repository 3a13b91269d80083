import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserCommand } from 'vitest/node'
import { sfaData } from './sfa-data.ts'

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Names in a folder of the shared test data; null where the data is absent. */
    dataFiles(folder: string): Promise<string[] | null>
    /** A file of it, as base64. */
    dataFile(path: string): Promise<string>
  }
}

export const dataFiles: BrowserCommand<[folder: string]> = (_, folder) => {
  const root = sfaData()
  return root && readdirSync(join(root, folder)).toSorted()
}

export const dataFile: BrowserCommand<[path: string]> = (_, path) =>
  readFileSync(join(sfaData() ?? '', path)).toString('base64')
