import { readFrame, writeFrame, type Frame } from '#lib/core/sharing/frames.ts'
import { MOST_FRAME_BYTES } from '#lib/core/sharing/limits.ts'
import { readManifest } from '#lib/core/sharing/manifest.ts'
import { sampleManifest } from './sample-manifest.ts'

/** A generator of numbers that gives the same course for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const text = new TextEncoder()

const FRAMES: readonly Frame[] = [
  { type: 'hello', version: 1, id: 'someone-1', name: 'Ada', owner: true },
  { type: 'offer', bytes: 1234, sha256: 'ab'.repeat(32), limited: true, until: null },
  { type: 'ask', request: 7, of: 'share', chunk: 3 },
  { type: 'piece', request: 7, offset: 0, bytes: new Uint8Array(300) },
  { type: 'no', request: 7, why: 'busy' },
  { type: 'have', bits: new Uint8Array(40) },
  { type: 'end', why: 'stopped' },
]

const NASTY = [
  '__proto__',
  '../../x',
  '<img src=x onerror=alert(1)>',
  '\u202e\u0000',
  '-1',
  '1e309',
  'null',
  '[[[[[[[[',
  '9'.repeat(400),
]

function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const out = [...bytes]
  for (let i = 0; i < 1 + random() * 4; i++) {
    const at = Math.floor(random() * (out.length + 1))
    const how = Math.floor(random() * 5)
    if (how === 0) out[at] = Math.floor(random() * 256)
    else if (how === 1) out.splice(at, 1 + Math.floor(random() * 8))
    else if (how === 2) out.splice(at, 0, ...text.encode(NASTY[Math.floor(random() * NASTY.length)] ?? ''))
    else if (how === 3) out.length = at
    else out.push(...Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256)))
  }
  return Uint8Array.from(out)
}

/** One case: a frame or a manifest that somebody has spoilt is refused or is one, and never anything else. Throws where it is. */
export function oneCase(random: () => number): 'read' | 'refused' {
  if (random() < 0.7) {
    const frame = FRAMES[Math.floor(random() * FRAMES.length)] ?? FRAMES[0]
    const bytes = mutated(frame ? writeFrame(frame) : new Uint8Array(), random)
    const read = readFrame(bytes)
    if (!read) return 'refused'
    if (bytes.length > MOST_FRAME_BYTES) throw new Error('a frame beyond the limit was read')
    const again = readFrame(writeFrame(read))
    if (JSON.stringify(again) !== JSON.stringify(read))
      throw new Error(`not the same again: ${JSON.stringify(read)}`)
    return 'read'
  }
  const read = readManifest(mutated(sampleManifest(), random))
  if (typeof read === 'string') return 'refused'
  const words = JSON.stringify(read.song) + read.from
  if (/[\p{Cc}\p{Cf}]/u.test(words)) throw new Error('a control letter came through')
  return 'read'
}
