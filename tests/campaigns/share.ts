import { parseArgs } from 'node:util'
import { dice, oneCase } from './share/peer-words.ts'

// `npm run campaign:share [-- --count N --seed N]`: spoilt words of peers, each refused or read and nothing else.
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const count = Number(values.count)
const tally = { read: 0, refused: 0 }
const from = process.memoryUsage().heapUsed
for (let i = 0; i < count; i++) tally[oneCase(dice(Number(values.seed) * 1_000_003 + i))]++
const grown = Math.round((process.memoryUsage().heapUsed - from) / 1e6)
console.log(`${count} cases: ${tally.refused} refused, ${tally.read} read; the heap grew by ${grown} MB`)
