import { tmpdir } from 'node:os'
import type { CommandName } from '../config/config.ts'
import { refuse } from '../errors/refusal.ts'
import type { LocalSound, Progress } from '../sources/audio-source.ts'
import type { CommandHit, CommandJob, CommandRunner } from '../sources/command.ts'
import { createPreparedFiles, type PreparedFiles } from './prepared-files.ts'
import { runProgram } from './run-program.ts'
import { createSharedWork, createTurns } from './shared-work.ts'
import { spotdlArgs, spotdlProgress, spotdlTrouble } from './spotdl.ts'
import { fetchArgs, hitIn, progressIn, searchArgs, troubleIn } from './yt-dlp.ts'

export interface CommandOptions {
  maxBytes: number
  /** Other files to run than the names on the PATH. */
  programs?: Partial<Record<ProgramName, string>>
  silenceMs?: number
}

type ProgramName = CommandName | 'ffmpeg'

/** 300 s without a line (`features.md` DL-17). */
const SILENCE_MS = 300_000
/** Programs at work at once; the rest waits. */
const AT_ONCE = 2
const KEPT_LINES = 50
/** Whether a program is there is asked again after so long. */
const KNOWN_MS = 60_000
const SEARCH_MS = 30_000

export interface NodeCommands extends CommandRunner {
  close(): void
}

export function createCommands({
  maxBytes,
  programs = {},
  silenceMs = SILENCE_MS,
}: CommandOptions): NodeCommands {
  const files = createPreparedFiles(maxBytes)
  const shared = createSharedWork<LocalSound, Progress>()
  const turn = createTurns(AT_ONCE)
  const fileOf = (name: ProgramName) => programs[name] ?? name
  const installed = createProbe(fileOf)

  return {
    installed,
    async fetch(job, tell, signal) {
      const key = `${job.name} ${job.quality} ${job.page}`
      const kept = files.kept(key)
      if (kept) return kept
      tell(WAITING)
      const order = { key, job, file: fileOf(job.name), files, maxBytes, silenceMs }
      const begin = (say: (p: Progress) => void, stop: AbortSignal) =>
        turn(async () => make({ ...order, canConvert: await installed('ffmpeg') }, say, stop), stop)
      return shared.join(key, begin, tell, signal)
    },
    async search(words, limit) {
      const hits: CommandHit[] = []
      const onLine = (line: string) => {
        const hit = hitIn(line)
        if (hit) hits.push(hit)
      }
      const args = searchArgs(words.replaceAll(/\s+/g, ' '), limit)
      const signal = AbortSignal.timeout(SEARCH_MS)
      const run = { file: fileOf('yt-dlp'), args, cwd: tmpdir(), silenceMs, signal, onLine }
      const code = await turn(() => runProgram(run), signal)
      if (code === 0 || hits.length > 0) return hits
      throw refuse('upstream', 'yt-dlp could not search', { service: 'command' })
    },
    close() {
      shared.stopAll()
      files.close()
    },
  }
}

const WAITING: Progress = {
  type: 'progress',
  phase: 'waiting',
  fraction: null,
  bytes: null,
  totalBytes: null,
  message: null,
}

interface Order {
  key: string
  job: CommandJob
  file: string
  files: PreparedFiles
  maxBytes: number
  silenceMs: number
  canConvert: boolean
}

/** Runs the command of a job in a folder of its own and keeps what it leaves there. */
async function make(
  order: Order,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<LocalSound> {
  const { key, job, file, files, silenceMs } = order
  const { argsOf, progressOf, troubleOf } = job.name === 'spotdl' ? SPOTDL : YT_DLP
  const cwd = await files.folder(key)
  const lines: string[] = []
  const onLine = (line: string) => {
    lines.push(line)
    if (lines.length > KEPT_LINES) lines.shift()
    const progress = progressOf(line)
    if (progress) tell(progress)
  }
  try {
    const code = await runProgram({ file, args: argsOf(order, cwd), cwd, silenceMs, signal, onLine })
    // yt-dlp leaves nothing and ends well when a file is larger than allowed.
    if (code !== 0 || lines.some((line) => /max-filesize/.test(line))) throw troubleOf(lines)
    return await files.keep(key)
  } catch (error) {
    await files.drop(key)
    throw error
  }
}

const YT_DLP = {
  argsOf: ({ job, maxBytes, canConvert }: Order, folder: string) =>
    fetchArgs({ ...job, folder, maxBytes, canConvert }),
  progressOf: progressIn,
  troubleOf: troubleIn,
}
const SPOTDL = {
  argsOf: ({ job }: Order, folder: string) => spotdlArgs(job.page, job.quality, folder),
  progressOf: spotdlProgress,
  troubleOf: spotdlTrouble,
}

/** Whether a program answers, remembered for a minute. */
function createProbe(fileOf: (name: ProgramName) => string) {
  const known = new Map<ProgramName, { there: Promise<boolean>; until: number }>()
  return (name: ProgramName): Promise<boolean> => {
    const found = known.get(name)
    if (found && found.until > Date.now()) return found.there
    const there = answers(fileOf(name), name === 'ffmpeg' ? '-version' : '--version')
    known.set(name, { there, until: Date.now() + KNOWN_MS })
    return there
  }
}

async function answers(file: string, flag: string): Promise<boolean> {
  const silenceMs = 15_000
  const signal = AbortSignal.timeout(silenceMs)
  try {
    const onLine = () => undefined
    return (await runProgram({ file, args: [flag], cwd: tmpdir(), silenceMs, signal, onLine })) === 0
  } catch {
    return false // Not there, or it does not start: both are "not installed" here.
  }
}
