import {
  ADTS,
  FLAC,
  IsobmffInputFormat,
  MatroskaInputFormat,
  MP3,
  OGG,
  type InputAudioTrack,
} from 'mediabunny'
import { discardedSeconds } from '#lib/core/files/matroska-end.ts'
import { readMp3Gapless } from '#lib/core/files/mp3-gapless.ts'
import { readMp4 } from '#lib/core/files/mp4.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { ANY, NO_TRIM, type Trim } from './trim.ts'

/**
 * [Note: alignment] Encoders put silence before the sound and after it, and each container says elsewhere how
 * much. mediabunny and
 * WebCodecs hand over everything (Opus pre-skip excepted, which decoders leave out themselves), so it is cut
 * here, to
 * the frame at which `decodeAudioData` and FFmpeg begin: stems must line up with what other tools make of the
 * same file.
 */
export async function trimFor(
  track: InputAudioTrack,
  read: ReadAt,
  size: number,
  first: { timestamp: number; rate: number },
): Promise<Trim> {
  const format = await track.input.getFormat()
  if (format === ADTS || format === FLAC) return NO_TRIM
  if (format === MP3) return (await mp3Trim(read)) ?? NO_TRIM
  const isOpus = (await track.getCodec()) === 'opus'
  const skip = isOpus ? 0 : Math.max(0, Math.round(-first.timestamp * first.rate))
  if (format === OGG) {
    return {
      ...NO_TRIM,
      skip,
      length: frames(await endOf(track), Math.max(0, first.timestamp), first.rate),
    }
  }
  if (format instanceof MatroskaInputFormat) {
    const tail = Math.round((await discardedSeconds(read, size)) * first.rate)
    return { ...NO_TRIM, skip, tail, total: ANY }
  }
  if (!(format instanceof IsobmffInputFormat)) return { ...NO_TRIM, skip }
  const sameRate = (await track.getSampleRate()) === first.rate
  return mp4Trim(await readMp4(read, size), skip, await endOf(track), first.rate, sameRate)
}

async function mp3Trim(read: ReadAt): Promise<Trim | null> {
  const gapless = await readMp3Gapless(read)
  return gapless && { skip: gapless.skip, length: null, tail: gapless.tail, total: gapless.total }
}

type Mp4Facts = Awaited<ReturnType<typeof readMp4>>

function mp4Trim(
  { gapless, edit }: Mp4Facts,
  skip: number,
  end: number | null,
  rate: number,
  sameRate: boolean,
): Trim {
  if (gapless && sameRate) return { ...NO_TRIM, skip: skip || gapless.skip, length: gapless.frames }
  // The edit is rounded to the movie's tick, often a millisecond: only a clear difference is meant.
  const edited = edit && edit.seconds > 0 && end !== null && edit.seconds < end - 2 * edit.tick
  return { ...NO_TRIM, skip, length: frames(edited ? edit.seconds : end, 0, rate) }
}

function frames(end: number | null, start: number, rate: number): number | null {
  return end === null || end <= start ? null : Math.round((end - start) * rate)
}

async function endOf(track: InputAudioTrack): Promise<number | null> {
  try {
    return await track.computeDuration()
  } catch {
    return null // A cut file has no end to read it from.
  }
}
