import type { Essentia } from './essentia.ts'
import type { KeyFacts, MusicalKey, TempoFacts } from '#lib/core/domain/analysis.ts'
import { FaultError, fault, wordsOf } from '#lib/core/domain/fault.ts'
import { PCM_PIECE_FRAMES } from '#lib/core/dsp/pcm-pieces.ts'
import { PowerSpectrum } from '#lib/core/dsp/analysis/power-spectrum.ts'
import { shapeOf, type Shape } from '#lib/core/dsp/analysis/spectral-shape.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { medianOf } from '#lib/core/music/tempo.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { AnalysisOrder, AnalysisTick, Finding } from './contract.ts'
import { FRAME } from './ear.ts'
import { openFft } from '../kit/pffft.ts'
import { monoOf, songPieces } from './read-sound.ts'

/** Of a longer song the middle is listened to: its memory takes some 8 bytes a sample and never gives one back. */
const MOST_S = 360
/** Shorter sounds have no tempo and no key. */
const LEAST_S = 3
/** RMS under which nothing sounds: -60 dBFS. */
const SILENT = 0.001
/** What it answers outside of these is no tempo; for silence it says 738. */
const BPM = { least: 40, most: 250 }
/** Music lies below 0.05, noise at 0.56; of noise it would say a key as well. */
const NOISE_FLATNESS = 0.3
const LOOKS = 64
const PROFILE = 'percival; shaath; danceability'
const TONICS = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']

/** Tempo, key and danceability of a song as essentia.js hears it. */
export async function secondOpinion(
  essentia: Essentia,
  blobs: Pick<BlobStore, 'get'>,
  order: AnalysisOrder,
  tick: AnalysisTick,
  now: () => number,
): Promise<Finding> {
  const begun = now()
  const sound = await middleOf(blobs, order)
  tick(0.1)
  const heard = (await isMusic(sound)) ? listen(essentia, sound, tick) : NOTHING
  return {
    source: 'opinion',
    separationId: null,
    analyzer: { name: 'essentia.js', version: 1, profile: PROFILE },
    mode: 'quick',
    features: ['tempo', 'key'],
    tookS: (now() - begun) / 1000,
    durationS: order.frames / SAMPLE_RATE,
    sampleRate: order.sampleRate,
    samples: sound.length,
    tempo: tempoFacts(heard),
    key: keyFacts(heard),
    ...{ energy: null, loudness: null, spectral: null, mfcc: null, chroma: null, structure: null },
    stems: [],
    voice: null,
  }
}

async function middleOf(blobs: Pick<BlobStore, 'get'>, { trackId, frames }: AnalysisOrder) {
  const pieces = Math.ceil(frames / PCM_PIECE_FRAMES)
  const taken = Math.min(pieces, Math.ceil((MOST_S * SAMPLE_RATE) / PCM_PIECE_FRAMES))
  const first = Math.floor((pieces - taken) / 2)
  const indices = Array.from({ length: taken }, (_, i) => first + i)
  const parts: Float32Array[] = []
  for await (const piece of songPieces(blobs, trackId, frames, indices)) parts.push(monoOf(piece))
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Neither too short, nor silence, nor noise: it has an answer for them all. */
async function isMusic(sound: Float32Array): Promise<boolean> {
  if (sound.length < LEAST_S * SAMPLE_RATE || rmsOf(sound) <= SILENT) return false
  const spectrum = new PowerSpectrum(await openFft(FRAME))
  const shape: Shape = { centroidHz: 0, bandwidthHz: 0, rolloffHz: 0, flatness: 0 }
  const flat = Array.from({ length: LOOKS }, (_, i) => {
    const from = Math.floor((i * (sound.length - FRAME)) / (LOOKS - 1))
    const power = spectrum.take(sound.subarray(from, from + FRAME))
    shapeOf(power, power.map(Math.sqrt), SAMPLE_RATE / FRAME, shape)
    return shape.flatness
  })
  return medianOf(flat) < NOISE_FLATNESS
}

interface Heard {
  bpm: number | null
  key: MusicalKey | null
  strength: number
  danceability: number | null
}

const NOTHING: Heard = { bpm: null, key: null, strength: 0, danceability: null }

/** Its vectors stay in its memory until they are deleted; its exceptions are bare numbers. */
function listen(essentia: Essentia, sound: Float32Array, tick: AnalysisTick): Heard {
  const signal = essentia.arrayToVector(sound)
  try {
    const { key, scale, strength } = essentia.KeyExtractor(signal, ...KEY_SETTINGS)
    tick(0.3)
    const { danceability, dfa } = essentia.Danceability(signal)
    dfa.delete()
    tick(0.4)
    const { bpm } = essentia.PercivalBpmEstimator(signal)
    return {
      bpm: bpm >= BPM.least && bpm <= BPM.most ? bpm : null,
      key: strength > 0 ? keyOf(key, scale) : null,
      strength: Math.max(0, Math.min(1, strength)),
      danceability: Number.isFinite(danceability) ? danceability : null,
    }
  } catch (error) {
    const detail = typeof error === 'number' ? `essentia threw ${error}` : wordsOf(error)
    throw new FaultError(fault('engine-crashed', { detail }))
  } finally {
    signal.delete()
  }
}

/** Its own defaults, up to the profile: "shaath" is right as often as any of its own, and most often on bands. */
const KEY_SETTINGS = [true, 4096, 4096, 12, 3500, 60, 25, 0.2, 'shaath'] as const

function keyOf(tonic: string, scale: string): MusicalKey | null {
  const at = TONICS.indexOf(tonic)
  return at < 0 || (scale !== 'major' && scale !== 'minor') ? null : { tonic: at, mode: scale }
}

function rmsOf(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / sound.length)
}

const keyFacts = ({ key, strength }: Heard): KeyFacts => ({
  key,
  confidence: key && strength,
  candidates: key ? [{ ...key, confidence: strength }] : [],
  tuningHz: null,
})

const tempoFacts = ({ bpm, danceability }: Heard): TempoFacts => ({
  bpm,
  danceability,
  ...{ confidence: null, alternatives: [], beatCount: 0, beatsPerBar: null, metreConfidence: null },
  ...{ minBpm: null, maxBpm: null, onsetDensity: null },
})
