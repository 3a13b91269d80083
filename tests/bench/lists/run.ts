import { parseArgs } from 'node:util'
import { readList } from '#lib/core/lists/read-list.ts'

// npm run bench:lists [-- --rows 10000]: milliseconds to read a list of so many songs, and the longest time without a rest.
const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' } } })
const rows = Number(values.rows)
const ROUNDS = 5

const SHAPES: readonly ((n: number) => string)[] = [
  (n) => `${n}. Artist ${n % 300} - Song ${n} (3:${10 + (n % 50)})`,
  (n) => `Artist ${n % 300} – Song ${n} (feat. Guest ${n % 7}) [Remastered 2011]`,
  (n) => `"Song ${n}" by Artist ${n % 300}`,
  (n) => `https://open.spotify.com/track/${String(n).padStart(22, 'a')}?si=x`,
]
const TABLE = 'Track URI,Track Name,Artist Name(s),Album Name,Track Duration (ms),ISRC'
const every = (line: (n: number) => string): string =>
  Array.from({ length: rows }, (_, n) => line(n)).join('\n')

const TEXTS = {
  lines: every((n) => SHAPES[n % SHAPES.length]?.(n) ?? ''),
  CSV: `${TABLE}\n${every(
    (n) =>
      `spotify:track:${String(n).padStart(22, 'a')},"Song ${n}, ""live""",Artist ${n % 300},Album ${n % 900},${180_000 + n},GBAYE${String(n).padStart(7, '0')}`,
  )}`,
}

function once(text: string) {
  const from = performance.now()
  const work = readList(text)
  let longest = 0
  for (let rest = from; ;) {
    const step = work.next()
    const now = performance.now()
    longest = Math.max(longest, now - rest)
    if (step.done) return { ms: now - from, longest, songs: step.value.rows.length }
    rest = now
  }
}

for (const [name, text] of Object.entries(TEXTS)) {
  const runs = Array.from({ length: ROUNDS }, () => once(text)).toSorted((a, b) => a.ms - b.ms)
  const median = runs[Math.floor(ROUNDS / 2)] ?? once(text)
  const kB = Math.round(text.length / 1000)
  console.log(
    `${name}: ${median.songs} songs of ${rows} rows (${kB} kB) in ${median.ms.toFixed(0)} ms, at most ${median.longest.toFixed(1)} ms without a rest; median of ${ROUNDS}`,
  )
}
