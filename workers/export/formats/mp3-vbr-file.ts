import { byFfmpeg } from './by-ffmpeg.ts'
import { writeMp3 } from './mp3-file.ts'
import type { AudioWriter } from './writer.ts'

/** MP3 of variable bitrate, quality 0. Its encoder module knows constant bitrates only, so this one goes through ffmpeg's LAME. */
export const mp3VbrWriter: AudioWriter = (job) =>
  writeMp3(job, byFfmpeg(job, '-c:a libmp3lame -q:a 0 -id3v2_version 0 -write_xing 0 -f mp3'), true)
