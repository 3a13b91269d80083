import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../support/drive/forge.ts'
import { campaign, KINDS } from './crash/campaign.ts'

// npm run campaign:crash [-- --count 200 --seed 1 --kind separate --at "separation says segment"]
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    at: { type: 'string' },
    report: { type: 'string' },
  },
})
const kind = KINDS.find((one) => one === values.kind) ?? null
if (values.kind && !kind) throw new TypeError(`--kind is one of ${KINDS.join(', ')}`)

await ensureBuild()
const wish = { count: Number(values.count), seed: Number(values.seed), kind, at: values.at ?? null }
const report = await campaign(wish, (line) => console.log(line))
console.log(JSON.stringify(report, null, 2))
console.log(`${report.count} kills with seed ${wish.seed}: ${report.losses.length} losses`)
if (values.report) writeFileSync(values.report, JSON.stringify(report))
process.exitCode = report.losses.length > 0 ? 1 : 0
