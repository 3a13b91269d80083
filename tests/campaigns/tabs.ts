import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../support/drive/forge.ts'
import { playTabs, SCENES } from './tabs/campaign.ts'

// npm run campaign:tabs [-- --count 60 --seed 1 --scene leaderDies]
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    scene: { type: 'string' },
    report: { type: 'string' },
  },
})
if (values.scene && !SCENES[values.scene])
  throw new TypeError(`--scene is one of ${Object.keys(SCENES).join(', ')}`)

await ensureBuild()
const report = await playTabs(Number(values.count), Number(values.seed), values.scene ?? null, (line) =>
  console.log(line),
)
console.log(JSON.stringify(report, null, 2))
if (values.report) writeFileSync(values.report, JSON.stringify(report))
process.exitCode = report.losses.length > 0 ? 1 : 0
