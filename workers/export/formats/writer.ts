import type { Stereo } from '#lib/core/dsp/mix.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { FileWriter } from '../file-writer.ts'
import type { WrittenTags } from '../tags/written-tags.ts'

/** Everything a format needs to write one file. */
export interface WriteJob {
  /** The file's id: what is kept on the way lies beside its bytes. */
  id: string
  blobs: BlobStore
  sounds: AsyncIterable<Stereo>
  frames: number
  rate: number
  tags: WrittenTags
  dither: boolean
  out: FileWriter
  /** Says that work goes on, where a step takes long. */
  alive(): void
}

export type AudioWriter = (job: WriteJob) => Promise<void>
