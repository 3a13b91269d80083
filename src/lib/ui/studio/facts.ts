import type { Download } from '#lib/core/domain/download.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { decibelsOf } from '#lib/core/dsp/meter.ts'
import { SAMPLE_RATE, STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import type { ModelCard } from '#models/card.ts'
import { count, sizeText } from '../messages/format.ts'
import { QUALITY_NAMES, realQualityText, sourceName } from '../messages/sources.ts'
import { laneTitle, placeText } from './words.ts'

export interface Fact {
  name: string
  value: string
  /** Drawn in fixed width: hashes. */
  code?: boolean
}

const CHANNELS: Record<number, string> = { 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' }

export function fileFacts({ file, audio }: Track): Fact[] {
  if (!file) return []
  const facts: Fact[] = [
    { name: 'Name', value: file.name },
    { name: 'Size', value: sizeText(file.bytes) },
  ]
  if (audio) {
    const codec = audio.codec && audio.codec.toLowerCase() !== audio.container.toLowerCase()
    facts.push({ name: 'Format', value: codec ? `${audio.container}, ${audio.codec}` : audio.container })
    facts.push({ name: 'As it came', value: recorded(audio) })
  }
  facts.push({ name: 'SHA-256', value: file.sha256, code: true })
  return facts
}

/** How the file came here, where it was downloaded. */
export function downloadFacts(download: Download | undefined): Fact[] {
  const record = download?.record
  if (!download || !record) return []
  const { chosen } = download
  return [
    ...(chosen ? [{ name: 'From', value: sourceName(chosen.source) }] : []),
    ...(chosen?.pageUrl ? [{ name: 'Page', value: chosen.pageUrl }] : []),
    ...(chosen?.licenceUrl ? [{ name: 'Licence', value: chosen.licenceUrl }] : []),
    { name: 'Asked for', value: QUALITY_NAMES[download.quality] },
    { name: 'Came as', value: realQualityText(record.real) },
    ...(record.preview ? [{ name: 'Note', value: 'Only a preview of some seconds' }] : []),
    {
      name: 'On',
      value: new Date(record.finishedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
    },
    { name: 'Took', value: `${Math.max(1, Math.round(record.tookMs / 1000))} s` },
  ]
}

function recorded(audio: NonNullable<Track['audio']>): string {
  const channels = CHANNELS[audio.channels] ?? `${audio.channels} channels`
  const rate = `${(audio.sampleRate / 1000).toLocaleString('en')} kHz`
  const depth = audio.bitDepth ? `${audio.bitDepth}-bit` : ''
  const bitrate = audio.bitrate ? `${Math.round(audio.bitrate / 1000)} kbit/s` : ''
  return [rate, channels, depth, bitrate].filter(Boolean).join(', ')
}

export function soundFacts({ pcm }: Track): Fact[] {
  if (!pcm) return []
  const peak = decibelsOf(pcm.peak)
  return [
    { name: 'Length', value: `${placeText(pcm.frames)}, ${count(pcm.frames, 'frame')}` },
    { name: 'Here as', value: '44.1 kHz, stereo, 32-bit float' },
    { name: 'Peak', value: Number.isFinite(peak) ? `${peak.toFixed(1).replace('-', '−')} dBFS` : 'silent' },
  ]
}

export function stemFacts(separation: Separation, card: ModelCard | null): Fact[] {
  const { engine, finished, segments } = separation
  const facts: Fact[] = [
    { name: 'Model', value: card?.title ?? separation.modelId },
    { name: 'Stems', value: separation.stems.map(laneTitle).join(', ') },
    {
      name: 'Done',
      value:
        separation.state === 'complete' ? 'All of it' : `${finished.length} of ${count(segments, 'part')}`,
    },
  ]
  if (engine) {
    facts.push({ name: 'Ran on', value: ranOn(engine) })
    facts.push({ name: 'Device', value: engine.device })
    facts.push({ name: 'Precision', value: 'float32' })
    if (engine.segmentS) facts.push({ name: 'Pace', value: pace(engine.segmentS) })
  }
  facts.push({ name: 'Model’s SHA-256', value: separation.modelHash, code: true })
  return facts
}

function ranOn({ provider, threads }: NonNullable<Separation['engine']>): string {
  return provider === 'webgpu' ? 'Graphics processor (WebGPU)' : `Processor, ${count(threads, 'thread')}`
}

/** A segment brings its stride of new sound: the rest is overlap. */
function pace(segmentS: number): string {
  const factor = segmentS / (STRIDE_FRAMES / SAMPLE_RATE)
  return `${segmentS.toFixed(1)} s a part, ${factor.toFixed(2)} of real time`
}
