import { faultFrom } from '#lib/core/domain/fault.ts'
import { fileWishOf } from '#lib/core/domain/file-address.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { answerFile, refuse } from './answer-file.ts'
import { openFile } from './open-file.ts'
import type { Song } from './song-rows.ts'

export interface FileDoors {
  readSong(trackId: string): Promise<Song | null>
  blobs: BlobStore
}

/** Answers `/files/<trackId>/<part>.<ending>` out of the stores of this device. */
export async function serveFile(request: Request, { readSong, blobs }: FileDoors): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'only GET and HEAD')
  const wish = fileWishOf(new URL(request.url))
  if (!wish) return refuse(404, 'no such file')
  try {
    const song = await readSong(wish.trackId)
    const file = song && (await openFile(song, wish, blobs))
    return file ? answerFile(request, file, wish.download) : refuse(404, 'no such file')
  } catch (error) {
    return refuse(503, faultFrom(error, 'storage-failed').code)
  }
}
