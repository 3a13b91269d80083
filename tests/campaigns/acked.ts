import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../support/drive/forge.ts'
import { killAfterAcks } from './acked/campaign.ts'

// npm run campaign:acked [-- --count 50 --seed 1]
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    report: { type: 'string' },
  },
})

await ensureBuild()
const report = await killAfterAcks(Number(values.count), Number(values.seed), (line) => console.log(line))
console.log(JSON.stringify(report, null, 2))
console.log(`${report.count} kills after ${report.acks} acknowledged writes: ${report.losses.length} losses`)
if (values.report) writeFileSync(values.report, JSON.stringify(report))
process.exitCode = report.losses.length > 0 ? 1 : 0
