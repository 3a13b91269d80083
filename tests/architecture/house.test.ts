import { beforeAll, describe, expect, it } from 'vitest'
import { surveyHouse, type House } from './house.ts'
import { brokenLaw, FLOOR_NAMES, isHomeless } from './law.ts'

let house: House

beforeAll(async () => {
  house = await surveyHouse()
}, 120_000)

describe('imports', () => {
  it('were all read', () => {
    expect(house.edges.length).toBeGreaterThan(house.files.length)
    expect(house.lost).toEqual([])
  })

  it.each(FLOOR_NAMES)('%s', (name) => {
    const broken = house.edges.filter((edge) => brokenLaw(edge) === name)
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  it('go round in no ring', () => {
    expect(house.cycles.map((cycle) => cycle.join(' -> '))).toEqual([])
  })

  it('name the file with its ending, across rooms by subpath', () => {
    const bad = house.files.flatMap(({ path, text }) =>
      [...text.matchAll(/\bfrom '((?:\.|#)[^']*)'/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => !/\.[a-z0-9]+(\?[\w&]+)?$/.test(name) && !name.endsWith('/$types'))
        .map((name) => `${path}: ${name}`),
    )
    expect(bad).toEqual([])
  })

  it('start workers only in the engines room and in workers themselves', () => {
    const shipping = house.files.filter(({ path }) => !/^tests\/|\.test\.ts$/.test(path))
    const bad = shipping
      .filter(({ path }) => !/^(workers|src\/lib\/platform\/(engines|audio))\//.test(path))
      .filter(({ text }) => /\bnew (Shared)?Worker\(|\?worker/.test(text))
    expect(bad.map(({ path }) => path)).toEqual([])
  })
})

describe('files', () => {
  it('all lie on a floor', () => {
    expect(house.files.map(({ path }) => path).filter(isHomeless)).toEqual([])
  })

  it('have at most 300 lines', () => {
    const long = house.files.filter(({ text }) => text.split('\n').length - 1 > 300)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('hand nothing on: no barrels', () => {
    const bad = house.files.filter(({ text }) => /^export (type )?(\*|\{[^}]*\})( as \w+)? from /m.test(text))
    expect(bad.map(({ path }) => path)).toEqual([])
  })

  it('are named in kebab-case, components in PascalCase', () => {
    const fits = (path: string) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (path.startsWith('src/routes/')) return true
      return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|css)$|^[A-Z][A-Za-z0-9]*\.svelte$/.test(name)
    }
    expect(house.files.map(({ path }) => path).filter((path) => !fits(path))).toEqual([])
  })

  it('switch off no check', () => {
    // A region that scrolls must be reached by keyboard (WCAG 2.1.1), which Svelte takes for a mistake.
    const off = new RegExp(
      [
        '@ts-(ignore|nocheck|expect-error)',
        'eslint-disable',
        'svelte-ignore (?!state_referenced_locally|a11y_no_noninteractive_tabindex)',
      ].join('|'),
    )
    const bad = house.files.filter(
      ({ text, path }) => path !== 'tests/architecture/house.test.ts' && off.test(text),
    )
    expect(bad.map(({ path }) => path)).toEqual([])
  })
})
