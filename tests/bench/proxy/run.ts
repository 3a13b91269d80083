import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Agent, request } from 'undici'
import { TRACKS } from '../../support/outside/catalogue.ts'
import { fakeEnvironment } from '../../support/outside/outside-proxy.ts'
import { startOutside } from '../../support/outside/start-outside.ts'

// npm run bench:proxy [-- --seconds 20 --rate 200]: metadata from the cache at a fixed rate, then as fast as it goes, then sound.
// The waits hold what this process and its neighbours take of the machine as well; the computing of the proxy is its own alone.
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '200' } },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)

const outside = await startOutside()
const child = fork(join(import.meta.dirname, 'child.ts'), [], {
  execArgv: ['--expose-gc'],
  env: {
    ...process.env,
    ...fakeEnvironment(outside),
    OUTSIDE_PORT: String(outside.port),
    RATE_METADATA: '1000000',
    RATE_AUDIO: '1000000',
    STREAMS: '100',
  },
})
const heard = async (): Promise<Record<string, number>> => (await once(child, 'message'))[0]
const { port } = await heard()
const agent = new Agent({ connections: 50 })
const links = TRACKS.slice(0, 50).map(
  (track) => `http://127.0.0.1:${port}/meta?url=spotify:track:${track.id}`,
)

interface State {
  rss: number
  heap: number
  cpuMs: number
}

async function stateOf(of: ChildProcess): Promise<State> {
  const answer = heard()
  of.send('state')
  const { rss = 0, heap = 0, cpuMs = 0 } = await answer
  return { rss, heap, cpuMs }
}

const memory = ({ rss, heap }: State) =>
  `rss ${(rss / 1e6).toFixed(1)} MB, heap ${(heap / 1e6).toFixed(1)} MB`

interface Took {
  ms: number[]
  failed: number
}

async function one(url: string, took: Took): Promise<number> {
  const begun = performance.now()
  try {
    const { statusCode, body } = await request(url, { dispatcher: agent })
    const bytes = (await body.arrayBuffer()).byteLength
    if (statusCode !== 200) took.failed += 1
    else took.ms.push(performance.now() - begun)
    return bytes
  } catch {
    took.failed += 1
    return 0
  }
}

function line(name: string, { ms, failed }: Took, wallS: number): string {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
  const perSecond = (ms.length / wallS).toFixed(0)
  return `${name}: ${perSecond} answers/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${failed} failed`
}

/** Requests leave on time, whether or not the ones before have been answered. */
async function steady(): Promise<Took> {
  const took: Took = { ms: [], failed: 0 }
  const open: Promise<number>[] = []
  const begun = performance.now()
  for (let i = 0; i < rate * seconds; i++) {
    const wait = begun + (i * 1000) / rate - performance.now()
    if (wait > 0) await new Promise((go) => setTimeout(go, wait))
    open.push(one(links[i % links.length] ?? '', took))
  }
  await Promise.all(open)
  return took
}

/** Fifty at once, each asking again as soon as it has its answer. */
async function flatOut(): Promise<Took> {
  const took: Took = { ms: [], failed: 0 }
  const end = performance.now() + seconds * 500
  const client = async (n: number) => {
    while (performance.now() < end) await one(links[n % links.length] ?? '', took)
  }
  await Promise.all(Array.from({ length: 50 }, (_, n) => client(n)))
  return took
}

const warm: Took = { ms: [], failed: 0 }
for (const link of links) await one(link, warm)
let state = await stateOf(child)
console.log(`warm: ${memory(state)}`)

/** One round: its answers, what the proxy computed for each, and what memory it has afterwards. */
async function round(name: string, work: () => Promise<Took>): Promise<void> {
  const begun = performance.now()
  const took = await work()
  console.log(line(name, took, (performance.now() - begun) / 1000))
  const before = state
  state = await stateOf(child)
  const each = (state.cpuMs - before.cpuMs) / Math.max(1, took.ms.length)
  console.log(`  the proxy computed ${each.toFixed(2)} ms an answer; ${memory(state)}`)
}

for (let n = 1; n <= 3; n++) await round(`cached metadata at ${rate}/s`, steady)
await round('cached metadata, 50 at once', flatOut)

const sound: Took = { ms: [], failed: 0 }
const from = performance.now()
let bytes = 0
for (let i = 0; i < 20; i++) {
  const four = [1, 2, 3, 1].map((n) =>
    one(`http://127.0.0.1:${port}/audio?src=https://files.example.com/song-${n}.wav`, sound),
  )
  for (const length of await Promise.all(four)) bytes += length
}
const rateMb = bytes / 1e6 / ((performance.now() - from) / 1000)
const before = state
state = await stateOf(child)
const each = (state.cpuMs - before.cpuMs) / (bytes / 1e6)
console.log(`sound, 4 at once: ${rateMb.toFixed(0)} MB/s, ${sound.failed} failed`)
console.log(`  the proxy computed ${each.toFixed(2)} ms a megabyte; ${memory(state)}`)

child.disconnect()
await agent.close()
await outside.close()
