import { describe, expect, it } from 'vitest'
import { readAiff } from './aiff.ts'
import { isProtectedAsf } from './asf.ts'
import { discardedSeconds } from './matroska-end.ts'
import { readMp3Gapless } from './mp3-gapless.ts'
import { readMp4 } from './mp4.ts'
import { readerOf } from './read-at.ts'
import { sniff } from './sniff.ts'
import { readWav } from './wav.ts'

const STARTS = [
  'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0data\xff\xff\xff\xff',
  'FORM\0\0\0\0AIFFCOMM\0\0\0\x12SSND\0\0\0\x08',
  '\0\0\0\x14ftypM4A \0\0\0\0M4A \0\0\0\x60moov\0\0\0\x50trak\0\0\0\x48mdia\0\0\0\x20hdlr\0\0\0\0\0\0\0\0soun',
  'ID3\x04\0\0\0\0\0\x05abcde\xff\xfb\x90\x64\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Xing\0\0\0\x0f',
  '\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff\x1f\x43\xb6\x75\xff\xa0\x90\x75\xa2\x82',
  '\x30\x26\xb2\x75\x8e\x66\xcf\x11',
]

/** A small generator of the same numbers every time (Lehmer). */
function dice(seed: number) {
  let state = seed
  return (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
}

function mutant(seed: number): Uint8Array<ArrayBuffer> {
  const roll = dice(seed + 1)
  const start = STARTS[seed % STARTS.length] ?? ''
  const bytes = new Uint8Array(start.length + roll(400)).map((_, i) =>
    i < start.length ? start.charCodeAt(i) : roll(256),
  )
  for (let i = roll(6); i > 0; i--) bytes[roll(bytes.length)] = roll(4) === 0 ? 0xff : roll(256)
  return bytes.slice(0, roll(5) === 0 ? roll(bytes.length) : bytes.length)
}

describe('the readers of headers', () => {
  it('answer to ten thousand broken files without a throw or a wild number', async () => {
    for (let seed = 0; seed < 10_000; seed++) {
      const bytes = mutant(seed)
      const read = readerOf(bytes)
      sniff(bytes)
      isProtectedAsf(bytes)
      const pcm = (await readWav(read, bytes.length)) ?? (await readAiff(read, bytes.length))
      if (pcm) expect(pcm.start + pcm.length).toBeLessThanOrEqual(Math.max(pcm.start, bytes.length))
      const mp3 = await readMp3Gapless(read)
      if (mp3) expect(mp3.skip).toBeLessThan(5000)
      expect(await discardedSeconds(read, bytes.length)).toBeLessThan(1)
      const mp4 = await readMp4(read, bytes.length)
      expect(Number.isFinite(mp4.edit?.seconds ?? 0)).toBe(true)
    }
  })
})
