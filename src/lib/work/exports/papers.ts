import type { ExportFile } from '#lib/core/domain/export.ts'
import { exportChunkKey } from '#lib/core/domain/keys.ts'
import { noEdit, type ListenedSource } from '#lib/core/domain/analysis.ts'
import { resultFor, resultsOf } from '#lib/core/domain/track-facts.ts'
import type { DocumentSong } from '#lib/core/exports/document-song.ts'
import type { SongForExport } from '#lib/core/exports/plan-files.ts'
import { gridOf, type Grid } from '#lib/core/music/grid.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Span } from '#workers/export/contract.ts'
import { pulseOf, readAnalysis, readDetail } from '../analysis/read-analysis.ts'

export interface SongPaper {
  grid: Grid | null
  analysis: DocumentSong['analysis']
}

/** What is known of a song, as papers and alignment want it. */
export async function readPaper(
  { rows, blobs }: { rows: RowStore; blobs: BlobStore },
  { track }: SongForExport,
): Promise<SongPaper> {
  const read = await rows.read(['tracks', 'analyses', 'analysisEdits'], (tables) =>
    readAnalysis(tables, track.id),
  )
  const results = resultsOf(read.analyses)
  const detail = (source: ListenedSource) => {
    const result = results[source]
    return result ? readDetail(blobs, result).catch(() => null) : null
  }
  const details = { mix: await detail('mix'), stems: await detail('stems') }
  const pulse = resultFor('tempo', results)
  const { title, artist, album, durationS, file } = track
  return {
    grid: gridOf(
      pulse && pulseOf(pulse, pulse.source === 'stems' ? details.stems : details.mix),
      read.edit,
      read.durationS,
    ),
    analysis: {
      track: { title, artist, album, durationS, sha256: file?.sha256 ?? null },
      ...{ results, details, edit: read.edit ?? noEdit(track.id), facts: read.facts },
    },
  }
}

export function documentSong(
  { track }: SongForExport,
  paper: SongPaper,
  span: Span,
  files: readonly ExportFile[],
): DocumentSong {
  const made = files.flatMap(({ content, path, part, sound, trackId }) =>
    content.kind === 'audio' && sound && trackId === track.id
      ? [
          {
            ...{ path, part, format: content.format, frames: sound.frames, rate: sound.rate },
            stem: content.source.kind === 'stem' ? content.source.stem : null,
          },
        ]
      : [],
  )
  return {
    ...{ track, analysis: paper.analysis, grid: paper.grid, files: made },
    shiftS: (span.pad - span.start) / SAMPLE_RATE,
    durationS: (span.pad + span.end - span.start) / SAMPLE_RATE,
    sampleRate: made[0]?.rate ?? SAMPLE_RATE,
  }
}

const CHUNK_BYTES = 1024 * 1024

/** Keeps a paper's bytes as a made file. */
export async function keepPaper(blobs: BlobStore, id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const entries = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    entries.push({ key: exportChunkKey(id, entries.length), bytes: bytes.slice(at, at + CHUNK_BYTES) })
  await blobs.put(entries)
}
