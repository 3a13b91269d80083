import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { runCourse } from './queue/course.ts'

/**
 * `npm run campaign:queue [-- --seeds 100000 --from 1 --threads 2]`: courses of the queue in virtual time, one a seed.
 * `-- --seed 1564` replays one. A failure names its seed.
 */
const SLICE = 250

interface Slice {
  from: number
  count: number
}

interface Told {
  courses: number
  done: number
  failures: string[]
}

async function runSlice({ from, count }: Slice): Promise<Told> {
  const told: Told = { courses: count, done: 0, failures: [] }
  for (let seed = from; seed < from + count; seed++) {
    try {
      told.done += await runCourse(seed)
    } catch (error) {
      told.failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  return told
}

/** Hands slices to so many threads until all seeds have been run. */
async function runAll(from: number, seeds: number, threads: number): Promise<Told> {
  const sum: Told = { courses: 0, done: 0, failures: [] }
  let next = from
  const take = (): Slice | null => {
    const count = Math.min(SLICE, from + seeds - next)
    next += count
    return count > 0 ? { from: next - count, count } : null
  }
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: 'slices' })
      const hand = () => {
        const slice = take()
        if (slice) worker.postMessage(slice)
        else void worker.terminate().then(() => resolve())
      }
      worker.on('message', (told: Told) => {
        sum.courses += told.courses
        sum.done += told.done
        sum.failures.push(...told.failures)
        for (const failure of told.failures) console.log(failure)
        if (sum.courses % 10_000 < SLICE) console.log(`${sum.courses} courses, ${sum.failures.length} failed`)
        hand()
      })
      worker.on('error', reject)
      hand()
    })
  await Promise.all(Array.from({ length: threads }, thread))
  return sum
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100000' },
      from: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string' },
    },
  })
  const begun = performance.now()
  const from = Number(values.seed ?? values.from)
  const told = values.seed
    ? await runSlice({ from, count: 1 })
    : await runAll(from, Number(values.seeds), Number(values.threads))
  if (values.seed) for (const failure of told.failures) console.log(failure)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(
    `${told.courses} courses from seed ${from}, ${told.done} jobs done, ${told.failures.length} failed, ${seconds} s`,
  )
  process.exitCode = told.failures.length > 0 ? 1 : 0
}

if (isMainThread) await main()
else if (workerData === 'slices')
  parentPort?.on('message', (slice: Slice) => {
    void runSlice(slice).then((told) => parentPort?.postMessage(told))
  })
