import type { Receipt } from '#lib/core/sharing/share.ts'
import type { Download } from '#lib/core/domain/download.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { decibelsOf } from '#lib/core/dsp/meter.ts'
import { SAMPLE_RATE, STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import type { ModelCard } from '#models/card.ts'
import { count, dateText, fixedText, sizeText } from '../messages/format.ts'
import { comparisonText, QUALITY_NAMES, realQualityText, sourceName } from '../messages/sources.ts'
import { laneTitle, placeText } from './words.ts'
import { locale, t, words } from '../messages/t.ts'

export interface Fact {
  name: string
  value: string
  /** Drawn in fixed width: hashes. */
  code?: boolean
}

const CHANNELS: Record<number, string> = words({ 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' })

export function fileFacts({ file, audio }: Track): Fact[] {
  if (!file) return []
  const facts: Fact[] = [
    { name: t('Name'), value: file.name },
    { name: t('Size'), value: sizeText(file.bytes) },
  ]
  if (audio) {
    const codec = audio.codec && audio.codec.toLowerCase() !== audio.container.toLowerCase()
    facts.push({ name: t('Format'), value: codec ? `${audio.container}, ${audio.codec}` : audio.container })
    facts.push({ name: t('As it came'), value: recorded(audio) })
  }
  facts.push({ name: 'SHA-256', value: file.sha256, code: true })
  return facts
}

/** How the file came here, where it was downloaded. */
export function downloadFacts(download: Download | undefined): Fact[] {
  const record = download?.record
  if (!download || !record) return []
  const { chosen, comparison } = download
  return [
    ...(chosen ? [{ name: t('From'), value: sourceName(chosen.source) }] : []),
    ...(chosen?.pageUrl ? [{ name: t('Page'), value: chosen.pageUrl }] : []),
    ...(chosen?.licenceUrl ? [{ name: t('Licence'), value: chosen.licenceUrl }] : []),
    { name: t('Asked for'), value: QUALITY_NAMES[download.quality] },
    { name: t('Came as'), value: realQualityText(record.real) },
    ...(record.preview ? [{ name: t('Note'), value: t('Only a preview of some seconds') }] : []),
    ...(comparison ? [{ name: t('Beside its preview'), value: comparisonText(comparison) }] : []),
    {
      name: t('On'),
      value: dateText(record.finishedAt),
    },
    { name: t('Took'), value: `${Math.max(1, Math.round(record.tookMs / 1000))} s` },
  ]
}

/** From whom it came, where another device sent it; the code is the one that both sides saw. */
export function receiptFacts(receipt: Receipt | undefined, code: string): Fact[] {
  if (!receipt) return []
  return [
    { name: t('From'), value: receipt.from || t('Somebody') },
    { name: t('On'), value: dateText(receipt.endedAt ?? receipt.createdAt) },
    { name: t('Safety code'), value: code, code: true },
  ]
}

function recorded(audio: NonNullable<Track['audio']>): string {
  const channels = CHANNELS[audio.channels] ?? t('{channels} channels', { channels: audio.channels })
  const rate = t('{rate} kHz', { rate: (audio.sampleRate / 1000).toLocaleString(locale()) })
  const depth = audio.bitDepth ? t('{bits}-bit', { bits: audio.bitDepth }) : ''
  const bitrate = audio.bitrate ? `${Math.round(audio.bitrate / 1000)} kbit/s` : ''
  return [rate, channels, depth, bitrate].filter(Boolean).join(', ')
}

export function soundFacts({ pcm }: Track): Fact[] {
  if (!pcm) return []
  const peak = decibelsOf(pcm.peak)
  return [
    { name: t('Length'), value: `${placeText(pcm.frames)}, ${count(pcm.frames, 'frame')}` },
    { name: t('Here as'), value: t('44.1 kHz, stereo, 32-bit float') },
    {
      name: t('Peak'),
      value: Number.isFinite(peak) ? `${fixedText(peak, 1)} dBFS` : t('silent'),
    },
  ]
}

export function stemFacts(separation: Separation, card: ModelCard | null): Fact[] {
  const { engine, finished, segments } = separation
  const facts: Fact[] = [
    { name: t('Model'), value: card?.title ?? separation.modelId },
    { name: t('Stems'), value: separation.stems.map(laneTitle).join(', ') },
    {
      name: t('Done'),
      value:
        separation.state === 'complete'
          ? t('All of it')
          : t('{finished} of {parts}', { finished: finished.length, parts: count(segments, 'part') }),
    },
  ]
  if (engine) {
    facts.push({ name: t('Ran on'), value: ranOn(engine) })
    facts.push({ name: t('Device'), value: engine.device })
    facts.push({ name: t('Precision'), value: 'float32' })
    if (engine.segmentS) facts.push({ name: t('Pace'), value: pace(engine.segmentS) })
  }
  facts.push({ name: t('Model’s SHA-256'), value: separation.modelHash, code: true })
  return facts
}

function ranOn({ provider, threads }: NonNullable<Separation['engine']>): string {
  return provider === 'webgpu'
    ? t('Graphics processor (WebGPU)')
    : t('Processor, {threads}', { threads: count(threads, 'thread') })
}

/** A segment brings its stride of new sound: the rest is overlap. */
function pace(segmentS: number): string {
  const factor = segmentS / (STRIDE_FRAMES / SAMPLE_RATE)
  return t('{segmentS} s a part, {factor} of real time', {
    segmentS: fixedText(segmentS, 1),
    factor: fixedText(factor, 2),
  })
}
