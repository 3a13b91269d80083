import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './command.ts'

interface World {
  name: string
  tool: string
  args: string[]
}

const world = (name: string, folder: string, config: string) => ({
  folder,
  name,
  tool: 'tsc',
  args: ['--noEmit', '--project', config],
})

/** Each world has its own globals: the wrong one is a compile error. Worlds whose folder is not built yet are left out. */
export function worlds(): World[] {
  const page = {
    name: 'page',
    tool: 'svelte-check',
    args: ['--tsconfig', 'tsconfig.json', '--fail-on-warnings'],
  }
  const plain = [
    world('core', 'src/lib/core', 'tsconfig.core.json'),
    world('workers', 'workers', 'tsconfig.workers.json'),
    world('service worker', 'src/service-worker', 'tsconfig.service-worker.json'),
    world('proxy', 'proxy', 'tsconfig.proxy.json'),
    world('node', 'tests', 'tsconfig.node.json'),
  ]
  return [...plain.filter(({ folder }) => existsSync(join(ROOT, folder))), page]
}
