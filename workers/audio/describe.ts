import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { coverKey } from '#lib/core/domain/keys.ts'
import type { AudioFacts, SourceFile } from '#lib/core/domain/track.ts'
import { readAiff } from '#lib/core/files/aiff.ts'
import type { PcmFile } from '#lib/core/files/pcm.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { sniff, SNIFF_BYTES, type Sniffed } from '#lib/core/files/sniff.ts'
import { readWav } from '#lib/core/files/wav.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Described } from './contract.ts'
import { coverOf } from './cover.ts'
import { openKept, readerOfBlob } from '#lib/platform/blobs/kept-file.ts'
import { secondsOf } from './media-seconds.ts'
import { openMedia, type Media } from './open-media.ts'
import { protectionOf } from './refusal.ts'
import { mediaTags, otherTags, type Probed } from './tags.ts'

/**
 * What a kept file says of itself, without decoding it; writes the cover. Faults: `file-not-audio`,
 * `file-protected`, `file-cut`,
 * `storage-*`.
 */
export async function describeFile(store: BlobStore, trackId: string, file: SourceFile): Promise<Described> {
  const blob = await openKept(store, trackId, file)
  const read = readerOfBlob(blob)
  const sniffed = sniff(await read(0, SNIFF_BYTES))
  if (sniffed.kind === 'other') throw new FaultError(fault('file-not-audio', { detail: sniffed.what }))
  const locked = await protectionOf(read, blob.size)
  if (locked) throw new FaultError(locked)
  const probed = await probe(blob, read, file, sniffed)
  const cover = coverOf(probed.pictures)
  await store.put(cover ? [{ key: coverKey(trackId), bytes: cover }] : [], cover ? [] : [coverKey(trackId)])
  return {
    text: probed.text,
    audio: probed.audio ?? unknownAudio(sniffed),
    durationS: saneSeconds(probed.durationS),
    hasCover: cover !== null,
  }
}

/**
 * Each reader fills what those before it left open; the last is asked only where the one before is known to be
 * weak.
 */
async function probe(blob: Blob, read: ReadAt, file: SourceFile, sniffed: Sniffed): Promise<Probed> {
  const media = await openMedia(blob)
  try {
    const tags = media ? await mediaTags(media) : { text: {}, pictures: [] }
    const pcm = (await readWav(read, blob.size)) ?? (await readAiff(read, blob.size))
    const facts = pcm ? pcmFacts(pcm, sniffed) : media && (await mediaFacts(media, read, blob.size))
    const first = { ...NO_FACTS, ...facts, ...tags }
    if (tags.text.title && coverOf(tags.pictures) && !isWeak(sniffed)) return first
    return merged(first, await otherTags(blob, file.name), isWeak(sniffed))
  } finally {
    media?.input.dispose()
  }
}

const NO_FACTS = { audio: null, durationS: null }

function merged(first: Probed, other: Probed, preferOther: boolean): Probed {
  return {
    text: preferOther ? { ...first.text, ...other.text } : { ...other.text, ...first.text },
    pictures: [...first.pictures, ...other.pictures],
    audio: first.audio ?? other.audio,
    durationS: first.durationS ?? other.durationS,
  }
}

/**
 * Kinds whose tags mediabunny half knows: of WAV only RIFF INFO, which has no other letters than Latin-1, of
 * Matroska only those of the
 * album, of AIFF none.
 */
function isWeak(sniffed: Sniffed): boolean {
  return sniffed.kind === 'audio' && ['wav', 'aiff', 'matroska'].includes(sniffed.format)
}

type Facts = Pick<Probed, 'audio' | 'durationS'>

function pcmFacts({ format, rate, channels, length }: PcmFile, sniffed: Sniffed): Facts {
  const bitrate = format.bytes * 8 * channels * rate
  const audio: AudioFacts = {
    container: sniffed.kind === 'audio' ? sniffed.format : 'wav',
    codec: format.kind === 'int' || format.kind === 'unsigned' ? 'pcm' : format.kind,
    sampleRate: rate,
    channels,
    bitDepth: format.bytes * 8,
    bitrate,
  }
  return { audio, durationS: (length * 8) / bitrate }
}

async function mediaFacts({ input, track }: Media, read: ReadAt, size: number): Promise<Facts | null> {
  try {
    const durationS = await secondsOf(track, read, size)
    const audio: AudioFacts = {
      container: (await input.getFormat()).name,
      codec: (await track.getCodec()) ?? 'unknown',
      sampleRate: await track.getSampleRate(),
      channels: await track.getNumberOfChannels(),
      bitDepth: null,
      bitrate: durationS ? Math.round((size * 8) / durationS) : null,
    }
    return { audio, durationS }
  } catch {
    return null // A damaged header: only decoding will tell.
  }
}

/** 0 says that only decoding will tell. */
function unknownAudio(sniffed: Sniffed): AudioFacts {
  const container = sniffed.kind === 'audio' ? sniffed.format : 'unknown'
  return { container, codec: 'unknown', sampleRate: 0, channels: 0, bitDepth: null, bitrate: null }
}

function saneSeconds(seconds: number | null): number | null {
  return seconds !== null && seconds > 0 && seconds < 1e6 ? seconds : null
}
