import { spawn } from 'node:child_process'
import { delimiter, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../../..')
const BIN = resolve(ROOT, 'node_modules/.bin')

/** Ends what runs now, when this process is told to end. */
const running = new Set<() => void>()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const end of running) end()
    process.exit(130)
  })
}

/** Runs a tool of the project with its output shown; true when it ends well within `minutes`. */
export function run(
  tool: string,
  args: readonly string[],
  minutes: number,
  env: Record<string, string> = {},
): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(tool, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      // The package `node` brings the right Node; a bare machine may have an older one first.
      env: { ...process.env, ...env, PATH: `${BIN}${delimiter}${process.env['PATH'] ?? ''}` },
      // A group of its own, so that its browsers end with it.
      detached: true,
    })
    const end = () => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    }
    running.add(end)
    const timer = setTimeout(() => {
      console.error(`${tool} took more than ${minutes} minutes and was ended`)
      end()
    }, minutes * 60_000)
    child.once('error', (error) => {
      console.error(error.message)
      running.delete(end)
      clearTimeout(timer)
      done(false)
    })
    child.once('exit', (code) => {
      running.delete(end)
      clearTimeout(timer)
      done(code === 0)
    })
  })
}
