import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { startProxyServer, type ProxyServer } from '#tests/support/outside/proxy-server.ts'
import { songOf } from '#tests/support/outside/song.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { describeFile } from '#workers/audio/describe.ts'
import { writeSettings } from '../settings-rows.ts'
import { downloadTask } from './download-track.ts'

/** The app's task before the real proxy, with a program in the place of yt-dlp. */
let folder: string
let server: ProxyServer | null
beforeEach(() => {
  server = null
  folder = mkdtempSync(join(tmpdir(), 'download-command-'))
  writeFileSync(join(folder, 'song.wav'), songOf({ n: 1, durationMs: 8000 }))
})
afterEach(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

async function begin(body: string): Promise<{ rows: MemoryRows; proxy: ProxyServer }> {
  const file = join(folder, 'program')
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = "--version" ]; then echo 1; exit 0; fi\n${body}\n`)
  chmodSync(file, 0o755)
  const proxy = await startProxyServer(
    { COMMAND_SOURCE: 'yt-dlp' },
    { commands: { programs: { 'yt-dlp': file } } },
  )
  server = proxy
  const rows = new MemoryRows()
  const track: Track = {
    ...{ ...NO_TEXT, ...NO_FACTS, id: 't', sourceKey: 'youtube:video:lowtide0001', state: 'listed' },
    ...{ title: 'Low Tide', artist: 'The Lanterns', link: 'https://www.youtube.com/watch?v=lowtide0001' },
    ...{ durationMs: 8000, fault: null, file: null, audio: null, pcm: null, durationS: null },
    ...{ hasCover: false, addedAt: 0, edited: [] },
  }
  await rows.write(ALL_TABLES, async (tables) => {
    await tables.tracks.put(track)
    await writeSettings(tables, { audioOrder: ['command'] })
  })
  return { rows, proxy }
}

interface Tick {
  phase: string
  fraction: number
}

async function download(body: string, tell: (tick: Tick) => void, signal = new AbortController().signal) {
  const { rows, proxy } = await begin(body)
  const blobs = new MemoryBlobs()
  let ids = 0
  const describe = (id: string, file: Parameters<typeof describeFile>[2]) =>
    outcomeOf(() => describeFile(blobs, id, file))
  const doors = { now: () => 1_000, newId: () => `id-${ids++}` }
  const task = downloadTask({ ...doors, rows, blobs, proxy: proxy.client, importer: { describe } })
  const wish = { kind: 'download', trackId: 't', quality: 'high', batchId: null } as const
  const outcome = await task.run(taskContext(rows, newJob('job', wish, 0), { signal, tick: tell }))
  if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
  return { outcome, track: await rows.read(['tracks'], ({ tracks }) => tracks.get('t')) }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a download by a program of the proxy', { timeout: 30_000 }, () => {
  test('tells how far the program is while it works, and then of the bytes', async () => {
    const lines = 'echo "sfa 100 400 NA"; echo "sfa 400 400 NA"; echo "[ExtractAudio] Destination: x"'
    const ticks: Tick[] = []
    const { outcome, track } = await download(`${lines}; cp ${folder}/song.wav sound.wav`, (tick) =>
      ticks.push(tick),
    )
    expect(outcome.ok).toBe(true)
    expect(track?.file?.bytes).toBe(songOf({ n: 1, durationMs: 8000 }).length)
    const phases = ticks.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1])
    expect(phases).toEqual([
      ...['looking-up', 'waiting', 'downloading', 'converting', 'downloading', 'checking-download'],
    ])
    expect(ticks).toContainEqual(
      expect.objectContaining({ phase: 'downloading', bytes: { done: 100, total: 400 } }),
    )
    const fractions = ticks.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  })

  test('that is cancelled ends the program with its children', async () => {
    const stop = new AbortController()
    const script = `sleep 60 & echo $! > ${folder}/child; echo $$ > ${folder}/pid; echo "sfa 1 400 NA"; wait`
    const { outcome } = await download(
      script,
      ({ phase }) => phase === 'downloading' && stop.abort('cancel'),
      stop.signal,
    )
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
    for (const name of ['pid', 'child']) {
      expect(existsSync(join(folder, name))).toBe(true)
      const pid = Number(readFileSync(join(folder, name), 'utf8'))
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
    }
  })

  test('at which the program gives up is a fault, and leaves the song without sound', async () => {
    const { outcome, track } = await download(
      'echo "ERROR: [youtube] x: Video unavailable"; exit 1',
      () => undefined,
    )
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'source-gone' } })
    expect(track?.file).toBeNull()
  })
})
