import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { newProfile, type Profile } from '../support/drive/browser.ts'
import { Forge } from '../support/drive/forge.ts'
import { WavFile } from '../support/drive/wav-file.ts'
import { watchMemory } from './renderer-memory.ts'
import type { Round } from './round.ts'

/** A profile on which the model is, after one short separation of something else. */
export interface Primed {
  profile: Profile
  /** What that first visit sent. */
  downloadMb: number
}

export async function firstVisit(gpu: boolean): Promise<Primed> {
  const profile = newProfile()
  const clip = join(profile.folder, 'second.wav')
  const file = new WavFile(clip, 'wav16', 44_100)
  const ramp = Float32Array.from({ length: 44_100 }, (_, i) => (i % 100) / 400)
  file.add(ramp, ramp)
  file.close()
  const forge = await Forge.open(profile.folder, gpu)
  try {
    const track = await forge.importFile(clip)
    await forge.separate(track.id, {}, () => undefined)
    return { profile, downloadMb: forge.site.sentBytes() / 1e6 }
  } finally {
    await forge.close()
  }
}

/** One run of the built app, through its door, on a copy of the profile: the clip is new to it every time. */
export async function ourRound({ profile, downloadMb }: Primed, clip: string, gpu: boolean): Promise<Round> {
  const own = newProfile()
  cpSync(profile.folder, own.folder, { recursive: true })
  const forge = await Forge.open(own.folder, gpu)
  try {
    const memory = await watchMemory(forge.browser)
    const track = await forge.importFile(clip)
    const begun = performance.now()
    const seconds = () => (performance.now() - begun) / 1000
    let firstS = Number.NaN
    const { engine } = await forge.separate(track.id, {}, ({ segments }) => {
      if (Number.isNaN(firstS) && segments && segments.done > 0) firstS = seconds()
    })
    return {
      clipS: track.durationS ?? Number.NaN,
      wallS: seconds(),
      loadS: engine?.loadS ?? Number.NaN,
      firstS,
      threads: engine?.threads ?? 0,
      memory: await memory(),
      downloadMb,
      note: engine?.provider === 'webgpu' ? engine.device : '',
    }
  } finally {
    await forge.close()
    own.remove()
  }
}
