import { EncodedAudioPacketSource, EncodedPacket, Mp4OutputFormat, Output, StreamTarget } from 'mediabunny'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import { FORMATS, rateIn } from '#lib/core/exports/formats.ts'
import { stemMp4 } from '#lib/core/formats/stem-mp4.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { chainFrames, processed, type ChainPlan } from '../chain.ts'
import type { BundleOrder, Rendered } from '../contract.ts'
import { FileWriter } from '../file-writer.ts'
import { AAC_FRAMES } from '../formats/aac-file.ts'
import { register } from '../formats/encoders.ts'
import { finishMoov } from '../formats/m4a-moov.ts'
import { encoded, type Packet } from '../formats/packets.ts'
import { measure } from '../level.ts'
import { Progress } from '../progress.ts'
import { planOf, writtenTags } from '../render.ts'
import { mp4Tags } from '../tags/media-tags.ts'
import type { WrittenTags } from '../tags/written-tags.ts'
import type { Bundler } from './bundler.ts'
import { fourStems } from './four-stems.ts'

/** What Native Instruments' own stem files have, nearly; ALAC would be exact, but players on Windows do not read it. */
const FORMAT = 'aac-256'

/**
 * A stem file: master and four stems as tracks of AAC in one MP4, coded side by side, so that none is ever ahead of the others by more
 * than a packet. First it is written plainly beside its place; then into its place with the atom that makes it a stem file.
 */
export const bundleStemMp4: Bundler = async (doors, order, tick) => {
  const { blobs, now } = doors
  const started = now()
  const progress = new Progress(tick, now)
  await register('aac')
  const { sounds, labels } = fourStems(order)
  const work = together(order)
  const plans: ChainPlan[] = []
  for (const sound of sounds) plans.push(await planOf(doors, sound, work, progress))
  const [master] = plans
  if (!master) throw new Error('no master')
  const heard = await measure(blobs, master, progress)
  const tags = await writtenTags(blobs, { ...order.tags, stem: '' }, order.tags.replayGain ? heard : null)
  const frames = chainFrames(master)
  progress.expect(frames * plans.length)

  const out = await FileWriter.open(blobs, order.id)
  const plainId = `${order.id}/plain`
  try {
    await writePlain(blobs, plainId, plans, tags, progress)
    const plain = await FileWriter.reopen(blobs, plainId)
    for await (const bytes of stemMp4((from, to) => plain.read(from, to - from), plain.length, labels)) {
      await out.append(bytes)
      progress.step(0)
    }
  } finally {
    await blobs.removeAll(exportPrefix(plainId))
  }
  const bytes = await out.close()
  return {
    bytes,
    span: master.span,
    sound: {
      ...{ frames, rate: work.rate, ...heard, gainDb: master.gainDb, limitedDb: 0 },
      ms: Math.round(now() - started),
    },
  } satisfies Rendered
}

/** One gain and one limiter for all five, so that the stems still add up to the master. */
function together({ work }: BundleOrder) {
  return {
    ...work,
    rate: rateIn(FORMAT, work.rate),
    processing: { ...work.processing, levelOf: 'song' as const },
  }
}

async function writePlain(
  blobs: BlobStore,
  id: string,
  plans: readonly ChainPlan[],
  tags: WrittenTags,
  progress: Progress,
): Promise<void> {
  const [{ work } = {}] = plans
  const rate = work?.rate ?? 0
  const frames = plans[0] ? chainFrames(plans[0]) : 0
  const out = await FileWriter.open(blobs, id)
  const target = new StreamTarget(
    new WritableStream({ write: ({ position, data }) => out.write(position, data) }),
  )
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target })
  const tracks = plans.map((plan) => {
    const source = new EncodedAudioPacketSource('aac')
    output.addAudioTrack(source)
    const bitrate = FORMATS[FORMAT].bitrate ?? 0
    return { source, packets: encoded({ codec: 'aac', bitrate, rate, sounds: processed(blobs, plan) }) }
  })
  output.setMetadataTags(mp4Tags(tags))
  await output.start()
  for (let at = -AAC_FRAMES; at < frames; at += AAC_FRAMES) {
    const length = Math.min(AAC_FRAMES, frames - at)
    for (const { source, packets } of tracks) {
      const { value } = (await packets.next()) as IteratorResult<Packet, undefined>
      if (value) {
        await source.add(new EncodedPacket(value.packet.data, 'key', at / rate, length / rate), value.meta)
      }
    }
    progress.step(AAC_FRAMES * tracks.length)
  }
  // What an encoder still has is behind the sound.
  for (const { packets } of tracks) while (!(await packets.next()).done);
  await output.finalize()
  await finishMoov({ out, tags, frames, rate })
  await out.close()
}
