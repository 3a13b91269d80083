import { ANALYZER, type AnalysisFeature } from '#lib/core/domain/analysis.ts'
import { type AnalysisDetail, noDetail } from '#lib/core/domain/analysis-detail.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { Decimator } from '#lib/core/dsp/analysis/decimator.ts'
import { VoicePitch, voiceRangeOf } from '#lib/core/dsp/analysis/voice-pitch.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { chordSpans } from './conclude-structure.ts'
import { rhythmOf } from './conclude-tempo.ts'
import { keyFacts, PROFILE } from './conclude.ts'
import type { AnalysisOrder, Finding } from './contract.ts'
import { Ear, LONG_RATE } from './ear.ts'
import type { AnalysisNeeds } from './needs.ts'
import { monoOf, stemPieces, type Stereo } from './read-sound.ts'
import { ACTIVITY_HOP_S, StemLevels } from './stem-levels.ts'
import { tuningOf } from './tune.ts'

/** What the beat is heard from, and what the harmony. */
const BEAT: readonly StemName[] = ['drums', 'bass']
const NOT_HARMONY: readonly StemName[] = ['drums', 'vocals']
/** Seconds from the beginning that the tuning is taken from. */
const TUNING_S = 60

/** Hears a whole separation once: the beat in drums and bass, the harmony in bass and the rest, the voice alone. */
export async function analyseStems(
  order: AnalysisOrder,
  needs: AnalysisNeeds,
): Promise<{ finding: Finding; detail: AnalysisDetail }> {
  const { separation, frames } = order
  if (!separation) throw new FaultError(fault('stem-missing'))
  const begun = needs.now()
  const harmony = separation.stems.filter((stem) => !NOT_HARMONY.includes(stem))
  const pieces = () => stemPieces(needs.blobs, separation.id, separation.stems, frames)
  const tuning = await tuningOf(beginningOf(pieces(), harmony), needs.short, needs.long)
  const earFor = (features: AnalysisFeature[]) =>
    new Ear({ ...needs, ...order, features, tuning: { ...tuning, fine: tuning.fine ?? 0 } })
  const beat = earFor(['tempo'])
  const tones = earFor(['key'])
  const levels = separation.stems.map((stem) => ({ stem, level: new StemLevels(stem) }))
  const voice = new VoicePitch(LONG_RATE)
  const decimator = new Decimator()
  let heard = 0
  for await (const piece of pieces()) {
    for (const { stem, level } of levels) level.push(stemOf(piece, stem))
    beat.push(summed(piece, BEAT))
    tones.push(summed(piece, harmony))
    voice.push(decimator.push(monoOf(stemOf(piece, 'vocals'))))
    heard += stemOf(piece, 'vocals').left.length
    needs.tick((0.95 * heard) / frames)
  }
  beat.finish()
  tones.finish()
  const durationS = frames / SAMPLE_RATE
  const rhythm = rhythmOf(beat, order.mode, durationS)
  const read = levels.map(({ stem, level }) => ({ stem, ...level.finish() }))
  const detail: AnalysisDetail = {
    ...noDetail(),
    ...rhythm.detail,
    chords: chordSpans(tones, rhythm.beats, durationS),
    activity: { hopS: ACTIVITY_HOP_S, stems: read.map(({ stem, values }) => ({ stem, values })) },
    voicePitch: { hopS: voice.hopS, values: voice.hz.all.slice() },
  }
  const finding: Finding = {
    source: 'stems',
    separationId: separation.id,
    analyzer: { ...ANALYZER, profile: PROFILE },
    mode: order.mode,
    features: ['tempo', 'key'],
    tookS: (needs.now() - begun) / 1000,
    durationS,
    sampleRate: order.sampleRate,
    samples: frames,
    tempo: rhythm.facts,
    key: keyFacts(tones, tuning),
    ...{ energy: null, loudness: null, spectral: null, mfcc: null, chroma: null, structure: null },
    stems: read.map(({ facts }) => facts),
    voice: voiceRangeOf(voice.hz.all, voice.hopS),
  }
  return { finding, detail }
}

function stemOf(piece: ReadonlyMap<StemName, Stereo>, stem: StemName): Stereo {
  const found = piece.get(stem)
  if (!found) throw new FaultError(fault('stem-missing', { detail: stem }))
  return found
}

function summed(piece: ReadonlyMap<StemName, Stereo>, stems: readonly StemName[]): Float32Array {
  const [first, ...others] = stems.map((stem) => monoOf(stemOf(piece, stem)))
  const sum = first ?? new Float32Array()
  for (const other of others)
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (other[i] as number)
  return sum
}

async function* beginningOf(
  pieces: AsyncIterable<ReadonlyMap<StemName, Stereo>>,
  stems: readonly StemName[],
): AsyncGenerator<Float32Array, void, undefined> {
  let heard = 0
  for await (const piece of pieces) {
    const mono = summed(piece, stems)
    yield mono
    heard += mono.length
    if (heard > TUNING_S * SAMPLE_RATE) return
  }
}
