import { newProfile } from '../support/drive/browser.ts'
import { Forge } from '../support/drive/forge.ts'
import { analysisComputing } from './analysis-computing.ts'

/** Seconds of computing, in one worker, for a minute of the clip's sound. */
export async function analysisLines(clip: string): Promise<string[]> {
  const profile = newProfile()
  const forge = await Forge.open(profile.folder)
  try {
    const track = await forge.importFile(clip)
    const lines: string[] = []
    // A full one begins by itself as soon as the song is there: it is the first to be waited for.
    for (const [mode, limit] of [
      ['full', 5],
      ['quick', 1.5],
    ] as const) {
      // The first one warms the engine up.
      await forge.analyse(track.id, { mode })
      const { took_s: took, duration } = await forge.analyse(track.id, { mode })
      const cost = (60 * Number(took)) / Number(duration)
      const computing = (await analysisComputing(mode)).toFixed(2)
      lines.push(
        `analysis, ${mode}: ${cost.toFixed(2)} s a minute of sound in a worker (at most ${limit}); ${computing} s of processor time in Node`,
      )
    }
    return lines
  } finally {
    await forge.close()
    profile.remove()
  }
}
