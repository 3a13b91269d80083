import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { refuse } from '../errors/refusal.ts'

export interface Program {
  file: string
  /** Handed over as they are: there is no shell in between. */
  args: readonly string[]
  cwd: string
  /** Without a line for so long it is ended (`features.md` DL-17). */
  silenceMs: number
  signal: AbortSignal | null
  onLine(line: string): void
}

/** From asking kindly to ending. */
const GRACE_MS = 3000
const MAX_LINE = 100_000

/** Only what a program needs to find its way; nothing of ours, least of all our keys. */
function surroundings(home: string): Record<string, string> {
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  return {
    PATH: path,
    HOME: home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    PYTHONIOENCODING: 'utf-8',
    NO_COLOR: '1',
  }
}

/** Its exit code. It runs in a process group of its own, which is ended with all its children when it must end. */
export function runProgram({ file, args, cwd, silenceMs, signal, onLine }: Program): Promise<number> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(refuse('upstream', 'it was cancelled', { service: 'command' }))
    const child = spawn(file, args, {
      cwd,
      env: surroundings(cwd),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      shell: false,
    })
    let reason: Error | null = null
    const end = (why: Error) => {
      if (reason) return
      reason = why
      endGroup(child.pid, 'SIGTERM')
      setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS).unref()
    }
    const silent = () =>
      end(refuse('timeout', 'the command said nothing for too long', { service: 'command' }))
    const cancelled = () => end(refuse('upstream', 'it was cancelled', { service: 'command' }))
    let clock = setTimeout(silent, silenceMs)
    const heard = (line: string) => {
      clearTimeout(clock)
      clock = setTimeout(silent, silenceMs)
      onLine(line.slice(0, MAX_LINE))
    }
    signal?.addEventListener('abort', cancelled, { once: true })
    const settle = (act: () => void) => {
      clearTimeout(clock)
      signal?.removeEventListener('abort', cancelled)
      act()
    }
    linesOf(child.stdout, heard)
    linesOf(child.stderr, heard)
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(() => fail(error.code === 'ENOENT' ? missing(file) : error)),
    )
    child.once('close', (code) => settle(() => (reason ? fail(reason) : done(code ?? 1))))
  })
}

/** Lines end with a carriage return too, where a program draws a bar. */
function linesOf(stream: Readable, heard: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', heard)
}

function endGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // It is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function missing(file: string): Error {
  return refuse('command_missing', `${file} not found`, { service: 'command' })
}
