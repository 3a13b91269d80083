import type { Offer, RealQuality } from '#lib/core/domain/download.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { AudioFacts, Track } from '#lib/core/domain/track.ts'
import { MOST_DELTA_MS } from '#lib/core/match/score.ts'
import type { Described } from '#workers/audio/contract.ts'

const LOSSLESS = /^(flac|alac|pcm|wav|aiff|ape|wavpack)/i

/** What the probe of the file itself says, with what the source measured where the probe says nothing. */
export function realQuality(audio: AudioFacts, said: RealQuality | null): RealQuality {
  const codec = audio.codec || said?.codec || audio.container
  return {
    codec,
    bitrate: audio.bitrate ?? said?.bitrate ?? null,
    lossless: LOSSLESS.test(codec) || (said?.lossless ?? false),
    sampleRate: audio.sampleRate || (said?.sampleRate ?? null),
  }
}

/** Whether what came can be the song, by its length. Some seconds of it, or what a person chose, may differ. */
export function lengthFault(
  track: Pick<Track, 'durationMs'>,
  { durationS }: Described,
  offer: Offer,
  byHand: boolean,
): Fault | null {
  if (byHand || offer.source === 'preview' || durationS === null || !track.durationMs) return null
  const delta = durationS * 1000 - track.durationMs
  if (Math.abs(delta) <= MOST_DELTA_MS) return null
  return fault('download-length', { detail: `${Math.round(delta / 1000)} s off` })
}

/** The faults of reading a file that mean: this is not the sound that was promised. */
export function asRefusal(why: Fault): Fault {
  const isFile = ['file-not-audio', 'audio-unsupported', 'file-empty', 'audio-silent-length'].includes(
    why.code,
  )
  const isBad = why.code === 'file-cut' || why.code === 'file-protected'
  if (!isFile && !isBad) return why
  return fault('download-not-audio', { detail: `${why.code} ${why.detail ?? ''}`.trim() })
}
