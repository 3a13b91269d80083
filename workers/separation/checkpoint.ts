import { edgeKey, stemKey, stemPeaksKey, stemPrefix } from '#lib/core/domain/keys.ts'
import { cutOf, joinSeam, type Stretch } from '#lib/core/dsp/overlap-add.ts'
import { bytesOf, channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { peaksOf } from '#lib/core/dsp/peaks.ts'
import { bodyOf, seamOf, segmentCount, type StemPiece } from '#lib/core/dsp/segments.ts'
import type { BlobEntry, BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { SeparationOrder } from './contract.ts'
import { bytesUnder } from './read-window.ts'

/** Left and right channel of one stem of one segment, `segment.length` frames each. */
export type Stereo = readonly [Float32Array, Float32Array]

type Target = Pick<SeparationOrder, 'separationId'> & {
  pcm: { frames: number }
  model: Pick<SeparationOrder['model'], 'stems'>
}

/**
 * The segments whose bytes are on disk, by the keys alone. A segment is written in one transaction, so one stem's keys
 * speak for all; a segment without a body is known by its head, joined or waiting.
 */
export async function finishedSegments(blobs: BlobStore, order: Target): Promise<number[]> {
  const [stem] = order.model.stems
  if (!stem) return []
  const { separationId: id, pcm } = order
  const keys = new Set(await blobs.keys(stemPrefix(id, stem)))
  const finished: number[] = []
  for (let index = 0; index < segmentCount(pcm.frames); index++) {
    const body = bodyOf(pcm.frames, index)
    const seam = seamOf(pcm.frames, index)
    const here = body
      ? keys.has(stemKey(id, stem, body.id))
      : (seam && keys.has(stemKey(id, stem, seam.id))) || (await blobs.has(edgeKey(id, stem, index, 'head')))
    if (here) finished.push(index)
  }
  return finished
}

/**
 * Writes a finished segment in one transaction: its body, each seam whose other side is here, else the edge that waits
 * for its neighbour, the waveforms of all that is final; edges that became seams go.
 */
export async function keepSegment(
  blobs: BlobStore,
  order: Target,
  finished: ReadonlySet<number>,
  index: number,
  stems: readonly Stereo[],
): Promise<void> {
  const entries: BlobEntry[] = []
  const remove: string[] = []
  const { frames } = order.pcm
  const { head, body, tail } = cutOf(frames, index)
  for (const [i, stem] of order.model.stems.entries()) {
    const sound = stems[i]
    if (!sound) throw new RangeError(`no sound for ${stem}`)
    const edge = (segment: number, side: 'head' | 'tail') => edgeKey(order.separationId, stem, segment, side)
    const final = (piece: StemPiece | null, [left, right]: Stereo) => {
      if (!piece) return
      entries.push({ key: stemKey(order.separationId, stem, piece.id), bytes: bytesOf(left, right) })
      entries.push({ key: stemPeaksKey(order.separationId, stem, piece.id), bytes: peaksOf(left, right) })
    }
    const waiting = (key: string, [left, right]: Stereo) => entries.push({ key, bytes: bytesOf(left, right) })
    const other = async (key: string, part: Stretch) => {
      remove.push(key)
      return channelsOf(await bytesUnder(blobs, key, part.frames * 8))
    }

    if (body) final(bodyOf(frames, index), cut(sound, body))
    if (head && finished.has(index - 1)) {
      final(seamOf(frames, index), join(await other(edge(index - 1, 'tail'), head), cut(sound, head)))
    } else if (head) waiting(edge(index, 'head'), cut(sound, head))
    if (tail && finished.has(index + 1)) {
      final(seamOf(frames, index + 1), join(cut(sound, tail), await other(edge(index + 1, 'head'), tail)))
    } else if (tail) waiting(edge(index, 'tail'), cut(sound, tail))
  }
  await blobs.put(entries, remove)
}

const cut = ([left, right]: Stereo, { from, frames }: Stretch): Stereo => [
  left.subarray(from, from + frames),
  right.subarray(from, from + frames),
]

const join = (tail: Stereo, head: Stereo): Stereo => [joinSeam(tail[0], head[0]), joinSeam(tail[1], head[1])]
