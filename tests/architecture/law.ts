/** One import as written: files relative to the root, with forward slashes. */
export interface Edge {
  from: string
  to: string
  /** `import type`: gone once compiled. */
  typeOnly: boolean
}

const within = (path: string, ...folders: string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`))

/** `a/b/c.ts` under `a` is room `b`; a file directly under `a` is a room of its own. */
function roomUnder(folder: string, path: string): string | null {
  if (!within(path, folder)) return null
  return path.slice(folder.length + 1).split('/')[0] ?? null
}

const isContract = (path: string): boolean => /^(workers\/[^/]+|proxy)\/contract\.ts$/.test(path)
const isWorkerEntry = (path: string): boolean => /^workers\/.+\.(worker|worklet)\.ts$/.test(path)

interface Floor {
  name: string
  holds(path: string): boolean
  may(edge: Edge): boolean
}

const CORE = 'src/lib/core'
const PLATFORM = 'src/lib/platform'

const FLOORS: readonly Floor[] = [
  {
    name: 'core/dsp imports only core/dsp',
    holds: (path) => within(path, `${CORE}/dsp`),
    may: ({ to }) => within(to, `${CORE}/dsp`),
  },
  {
    name: 'core imports only core',
    holds: (path) => within(path, CORE),
    may: ({ to }) => within(to, CORE),
  },
  {
    name: 'models import only models',
    holds: (path) => within(path, 'models'),
    may: ({ to }) => within(to, 'models'),
  },
  {
    name: 'a worker room imports itself, workers/kit, models, core and platform/blobs',
    holds: (path) => within(path, 'workers'),
    may: ({ from, to }) =>
      within(to, 'models', CORE, `${PLATFORM}/blobs`, 'workers/kit') ||
      (within(to, 'workers') && roomUnder('workers', from) === roomUnder('workers', to)),
  },
  {
    name: 'a platform room imports core, models, itself and the types of contracts',
    holds: (path) => within(path, PLATFORM),
    may: ({ from, to, typeOnly }) =>
      within(to, CORE, 'models') ||
      roomUnder(PLATFORM, from) === roomUnder(PLATFORM, to) ||
      (isContract(to) && typeOnly) ||
      // The address of a worker's script, not its code.
      (isWorkerEntry(to) && within(from, `${PLATFORM}/engines`, `${PLATFORM}/audio`)),
  },
  {
    name: 'work imports work, core, platform and models',
    holds: (path) => within(path, 'src/lib/work'),
    may: ({ to, typeOnly }) =>
      within(to, 'src/lib/work', CORE, PLATFORM, 'models') || (isContract(to) && typeOnly),
  },
  {
    name: 'app imports app and what lies below; of workers only the types of contracts',
    holds: (path) => within(path, 'src/lib/app'),
    may: ({ to, typeOnly }) =>
      within(to, 'src/lib/app', 'src/lib/work', CORE, PLATFORM, 'models') || (isContract(to) && typeOnly),
  },
  {
    name: 'ui imports ui, app and core',
    holds: (path) => within(path, 'src/lib/ui'),
    may: ({ to, typeOnly }) =>
      within(to, 'src/lib/ui', 'src/lib/app', CORE) || (typeOnly && (isContract(to) || within(to, 'models'))),
  },
  {
    name: 'routes import ui, app and core',
    holds: (path) => within(path, 'src/routes'),
    may: ({ to }) => within(to, 'src/routes', 'src/lib/ui', 'src/lib/app', CORE),
  },
  {
    name: 'the service worker imports itself, core and platform/blobs',
    holds: (path) => within(path, 'src/service-worker'),
    may: ({ to }) => within(to, 'src/service-worker', CORE, `${PLATFORM}/blobs`),
  },
  {
    name: 'the proxy imports itself and core',
    holds: (path) => within(path, 'proxy'),
    may: ({ to }) => within(to, 'proxy', CORE),
  },
]

export const FLOOR_NAMES: readonly string[] = FLOORS.map((floor) => floor.name)

const isOurs = (path: string): boolean => within(path, 'src', 'workers', 'models', 'proxy', 'tests')
const isTest = (path: string): boolean => within(path, 'tests') || path.endsWith('.test.ts')

/**
 * The law that an import breaks, or null. Tests may look everywhere; nothing that ships may look at tests.
 * Packages are not its matter.
 */
export function brokenLaw(edge: Edge): string | null {
  if (!isOurs(edge.to) || isTest(edge.from)) return null
  return FLOORS.find((floor) => floor.holds(edge.from) && !floor.may(edge))?.name ?? null
}

/** Files that lie on no floor at all. */
export function isHomeless(path: string): boolean {
  const known = isTest(path) || FLOORS.some((floor) => floor.holds(path))
  return !known && !['src/app.d.ts', 'src/app.html'].includes(path) && isOurs(path)
}
