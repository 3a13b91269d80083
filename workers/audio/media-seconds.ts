import { ADTS, MP3, type InputAudioTrack } from 'mediabunny'
import { readMp3Gapless } from '#lib/core/files/mp3-gapless.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'

/** Packets from which the bit rate of a stream without a header is judged: about ten seconds. */
const JUDGED_PACKETS = 400

/** Length of a track as well as it can be told without reading all of it; null when it cannot. */
export async function secondsOf(track: InputAudioTrack, read: ReadAt, size: number): Promise<number | null> {
  try {
    if (await isBareStream(track, read)) {
      // One frame's bit rate says nothing of a file of variable rate.
      const { averageBitrate } = await track.computePacketStats(JUDGED_PACKETS)
      return averageBitrate > 0 ? (size * 8) / averageBitrate : null
    }
    return (await track.getDurationFromMetadata()) ?? (await track.computeDuration())
  } catch {
    return null // A cut file has no end to read it from.
  }
}

async function isBareStream(track: InputAudioTrack, read: ReadAt): Promise<boolean> {
  const format = await track.input.getFormat()
  return format === ADTS || (format === MP3 && !(await readMp3Gapless(read))?.total)
}
