import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import type { Edge } from './law.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ROOMS = ['src', 'workers', 'models', 'proxy', 'tests']

export interface House {
  files: { path: string; text: string }[]
  edges: Edge[]
  /** Rings of imports, each as the files it goes through. */
  cycles: string[][]
  /** `file -> name` of imports that lead nowhere. */
  lost: string[]
}

function sourceFiles(): House['files'] {
  const found = ROOMS.flatMap((room) => {
    const folder = join(ROOT, room)
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`)
    } catch {
      return [] // A room that is not built yet.
    }
  })
  return found
    .filter((path) => /\.(ts|svelte|css)$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

function isTypeOnly(types: readonly string[]): boolean {
  return types.includes('type-only') || types.includes('pre-compilation-only')
}

/** A file of our own; whether packages are there is the compiler's matter. */
const isOurName = (name: string): boolean => /^[.#]/.test(name) && !name.endsWith('/$types')

/** Reads every import of the project once. */
export async function surveyHouse(): Promise<House> {
  const files = sourceFiles()
  const rooms = ROOMS.filter((room) => files.some(({ path }) => path.startsWith(`${room}/`)))
  const { output } = await cruise(rooms, {
    baseDir: ROOT,
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svelte-kit' },
    enhancedResolveOptions: { conditionNames: ['svelte', 'import', 'default', 'types'] },
    validate: true,
    ruleSet: { forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }] },
  })
  const { modules, summary } = output as ICruiseResult
  const links = modules.flatMap((module) =>
    module.dependencies.map((link) => ({ from: module.source, link })),
  )
  return {
    files,
    edges: links.map(({ from, link }) => ({
      from,
      to: link.resolved.replace(/\?.*$/, ''),
      typeOnly: isTypeOnly(link.dependencyTypes),
    })),
    cycles: summary.violations.map(({ cycle }) => (cycle ?? []).map((step) => step.name)),
    lost: links
      .filter(({ link }) => link.couldNotResolve && isOurName(link.module))
      .map(({ from, link }) => `${from} -> ${link.module}`),
  }
}
