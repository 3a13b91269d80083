import { fault, FaultError, wordsOf } from '#lib/core/domain/fault.ts'
import type { PcmFacts, SourceFile } from '#lib/core/domain/track.ts'
import { gainsFor, toStereo } from '#lib/core/dsp/downmix.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { openFfmpeg } from './ffmpeg-sound.ts'
import { openKept, readerOfBlob } from '#lib/platform/blobs/kept-file.ts'
import { openMediaSound } from './media-sound.ts'
import { keepReading, loudnessTap } from './loudness-tap.ts'
import { openMedia } from './open-media.ts'
import { openPcm } from './pcm-sound.ts'
import { refusalFor } from './refusal.ts'
import { removeSong, SongWriter } from './song-writer.ts'
import type { Sound } from './sound.ts'

/** Opens a sound, or answers null when it is not its kind of file. `close` frees what it holds. */
interface Decoder {
  name: string
  open(blob: Blob, read: ReadAt, alive: () => void): Promise<{ sound: Sound; close(): void } | null>
}

const pcm: Decoder = {
  name: 'pcm',
  async open(blob, read) {
    const sound = await openPcm(read, blob.size)
    return sound && { sound, close: () => undefined }
  },
}

const webCodecs: Decoder = {
  name: 'webcodecs',
  async open(blob, read) {
    const media = await openMedia(blob)
    if (!media) return null
    const close = () => media.input.dispose()
    try {
      const sound = await openMediaSound(media, read, blob.size)
      if (sound) return { sound, close }
    } catch (error) {
      close()
      throw error
    }
    close()
    return null
  },
}

const ffmpeg: Decoder = {
  name: 'ffmpeg',
  open: (blob, _, alive) => openFfmpeg(blob, alive),
}

/** Cheapest first; the last is 32 MB of code and reads nearly everything, damaged files too. */
const DECODERS = [pcm, webCodecs, ffmpeg]

/**
 * Decodes a kept file into the stored song. A decoder that fails half way hands over to the next, which starts
 * from the beginning.
 * Faults: `file-*`, `audio-*`, `storage-*`, `cancelled`; nothing of the song is left then.
 */
export async function decodeFile(
  store: BlobStore,
  trackId: string,
  file: SourceFile,
  tick: (fraction: number) => void,
  signal: AbortSignal,
): Promise<PcmFacts> {
  const blob = await openKept(store, trackId, file)
  const read = readerOfBlob(blob)
  const words: string[] = []
  let empty = false
  try {
    for (const decoder of DECODERS) {
      await removeSong(store, trackId)
      const run = new Run(store, trackId, tick, signal)
      const facts = await attempt(decoder, blob, read, run, words)
      if (facts && facts.frames > 0) return facts
      // FFmpeg answers with nothing for what it does not understand, too.
      if (facts && words.length === 0 && decoder !== ffmpeg) empty = true
    }
    throw new FaultError(await refusalFor(read, blob.size, empty, words.join('; ')))
  } catch (error) {
    await removeSong(store, trackId)
    throw error
  }
}

async function attempt(
  decoder: Decoder,
  blob: Blob,
  read: ReadAt,
  run: Run,
  words: string[],
): Promise<PcmFacts | null> {
  try {
    const opened = await decoder.open(blob, read, () => run.alive())
    if (!opened) return null
    try {
      return await run.write(opened.sound)
    } finally {
      opened.close()
    }
  } catch (error) {
    // Faults are ours (storage, cancelled): no other decoder would fare better.
    if (error instanceof FaultError) throw error
    words.push(`${decoder.name}: ${wordsOf(error)}`)
    return null
  }
}

class Run {
  readonly #store: BlobStore
  readonly #trackId: string
  readonly #tick: (fraction: number) => void
  readonly #signal: AbortSignal

  constructor(store: BlobStore, trackId: string, tick: (fraction: number) => void, signal: AbortSignal) {
    this.#store = store
    this.#trackId = trackId
    this.#tick = tick
    this.#signal = signal
  }

  /** Says that nothing is to be seen yet, but something is under way. */
  alive(): void {
    if (!this.#signal.aborted) this.#tick(0)
  }

  async write(sound: Sound): Promise<PcmFacts> {
    if (!(sound.rate >= 1)) throw new RangeError(`a rate of ${sound.rate}`)
    const writer = new SongWriter(this.#store, this.#trackId, sound.rate)
    const gains = gainsFor(sound.channels, sound.mask)
    const loudness = loudnessTap(sound)
    let frames = 0
    for await (const block of sound.blocks()) {
      if (this.#signal.aborted) throw new FaultError(fault('cancelled'))
      const { left, right } = toStereo(block, gains)
      loudness?.push(block)
      await writer.add(left, right)
      frames += left.length
      this.#tick(sound.expected ? Math.min(1, frames / sound.expected) : 0)
    }
    const facts = await writer.finish()
    if (loudness) await keepReading(this.#store, this.#trackId, loudness.finish())
    return facts
  }
}
