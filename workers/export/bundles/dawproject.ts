import { makeZip } from 'client-zip'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { noiseFrom, wavBytes, WavEncoder, wavHeader } from '#lib/core/dsp/wav.ts'
import type { DocumentFile } from '#lib/core/exports/document-song.ts'
import { songFactsOf } from '#lib/core/exports/song-facts-of.ts'
import { dawProject } from '#lib/core/formats/dawproject.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { streamOf } from '../../kit/stream-of.ts'
import { chainFrames, processed, type ChainPlan } from '../chain.ts'
import type { BundleOrder, Rendered } from '../contract.ts'
import { FileWriter } from '../file-writer.ts'
import { Progress } from '../progress.ts'
import { planOf } from '../render.ts'
import type { Bundler } from './bundler.ts'

const BITS = 24
/** The first moment that a ZIP can say: the same song is the same file on every day. */
const EPOCH = new Date(1980, 0, 1)

interface Part {
  file: DocumentFile
  plan: ChainPlan
}

/** A ZIP of the project's two texts and a WAV for each stem, or for the song where it has none. */
export const bundleDawProject: Bundler = async (doors, order, tick) => {
  const { blobs, now } = doors
  const started = now()
  const progress = new Progress(tick, now)
  const parts: Part[] = []
  for (const sound of tracksOf(order)) {
    const plan = await planOf(doors, sound, order.work, progress)
    const { part, stem } = sound
    const path = `audio/${part || 'song'}.wav`
    parts.push({
      plan,
      file: { path, part, stem, format: 'wav24', frames: chainFrames(plan), rate: order.work.rate },
    })
  }
  const [first] = parts
  if (!first) throw new Error('a project without a sound')
  const { span, gainDb } = first.plan
  const { frames, rate } = first.file
  progress.expect(frames * parts.length)

  const out = await FileWriter.open(blobs, order.id)
  const reader = makeZip(entries(blobs, order, parts, progress)).getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) await out.append(next.value)
  const bytes = await out.close()
  const sound = {
    frames,
    rate,
    lufs: null,
    truePeakDbtp: null,
    gainDb,
    limitedDb: 0,
    ms: Math.round(now() - started),
  }
  return { bytes, span, sound } satisfies Rendered
}

function tracksOf({ sounds }: BundleOrder) {
  const stems = sounds.filter(({ stem }) => stem !== null)
  return stems.length > 0 ? stems : sounds
}

function* entries(blobs: BlobStore, { song }: BundleOrder, parts: readonly Part[], progress: Progress) {
  const [first] = parts
  if (!first) return
  const { span } = first.plan
  const { frames, rate } = first.file
  const facts = songFactsOf(
    {
      ...song,
      shiftS: (span.pad - span.start) / SAMPLE_RATE,
      durationS: frames / rate,
      sampleRate: rate,
      files: parts.map(({ file }) => file),
    },
    'project.xml',
  )
  for (const { name, bytes } of dawProject(facts)) yield { name, lastModified: EPOCH, input: bytes }
  for (const { file, plan } of parts) {
    const shape = { frames: file.frames, sampleRate: file.rate, bits: BITS } as const
    yield {
      name: file.path,
      lastModified: EPOCH,
      size: wavBytes(shape),
      input: streamOf(wav(blobs, plan, shape, progress)),
    }
  }
}

async function* wav(
  blobs: BlobStore,
  plan: ChainPlan,
  shape: { frames: number; sampleRate: number; bits: typeof BITS },
  progress: Progress,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield wavHeader(shape)
  const encoder = new WavEncoder(BITS, noiseFrom(1))
  for await (const sound of processed(blobs, plan)) {
    progress.step(sound[0].length)
    yield encoder.encode(sound)
  }
}
