import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { fitOf, judgeFit } from '#lib/core/match/same-sound.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { decodeByFfmpeg, hasFfmpeg } from '#tests/support/ffmpeg.ts'
import { playedSong } from '#tests/support/played-song.ts'
import { sfaData } from '#tests/support/sfa-data.ts'
import { openFft } from '../kit/pffft.ts'
import { ChromaEar, compareSounds } from './compare-sounds.ts'
import { LONG_FRAME } from './ear.ts'

async function compare(song: Float32Array, excerpt: Float32Array) {
  const blobs = new MemoryBlobs()
  for (const [id, sound] of Object.entries({ song, excerpt })) {
    for (let at = 0; at < sound.length;) {
      const piece = pcmPieceAt(sound.length, at)
      if (!piece) break
      const part = sound.subarray(piece.start, piece.start + piece.frames)
      await blobs.put([{ key: pcmKey(id, piece.id), bytes: bytesOf(part, part) }])
      at = piece.start + piece.frames
    }
  }
  const order = {
    song: { trackId: 'song', frames: song.length },
    excerpt: { trackId: 'excerpt', frames: excerpt.length },
  }
  return judgeFit(await compareSounds(blobs, order, await openFft(LONG_FRAME), () => undefined))
}

describe('an excerpt of a recording', { timeout: 60_000 }, () => {
  it('agrees with the song it is of, and says where it begins', async () => {
    const found = await compare(
      playedSong(1, 28),
      playedSong(1, 12, { from: 12.34 }).map((x) => x / 5),
    )
    expect(found).toMatchObject({ verdict: 'agrees', shift: 0 })
    expect(found.atS).toBeCloseTo(12.34, 0)
  })

  it('differs from another song', async () => {
    expect(await compare(playedSong(2, 28), playedSong(1, 12))).toMatchObject({ verdict: 'differs' })
  })

  it('is told in another key', async () => {
    const found = await compare(playedSong(1, 28, { shift: 2 }), playedSong(1, 12, { from: 8 }))
    expect(found).toMatchObject({ verdict: 'another-key', shift: 2 })
  })

  it('of a drum or of silence is not judged', async () => {
    expect((await compare(playedSong(1, 20), new Float32Array(44_100 * 12))).verdict).toBe('untold')
  })
})

const folder = join(sfaData() ?? '', 'analysis', 'audio')
const REAL = ['real_brahms.ogg', 'real_fishin.ogg', 'band_o_04.ogg']

describe('recorded and rendered music', () => {
  it.skipIf(!hasFfmpeg || !existsSync(join(folder, 'real_brahms.ogg')))(
    'agrees with itself and differs from all others',
    { timeout: 60_000 },
    async () => {
      const long = await openFft(LONG_FRAME)
      const hear = (mono: Float32Array) => {
        const ear = new ChromaEar(long)
        ear.push(mono)
        return ear.finish().slice()
      }
      const songs = REAL.map((name) => decodeByFfmpeg(join(folder, name), 44_100)[0])
      const excerpts = songs.map((song) => hear(song.subarray(7.3 * 44_100, 27.3 * 44_100).map((x) => x / 3)))
      for (const [i, song] of songs.map(hear).entries())
        for (const [j, excerpt] of excerpts.entries())
          expect([i, j, judgeFit(fitOf(song, excerpt)).verdict]).toEqual([
            i,
            j,
            i === j ? 'agrees' : 'differs',
          ])
    },
  )
})
