import type { RowStore } from '#lib/platform/storage/rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { forgetExport } from '#lib/work/exports/forget-export.ts'
import { readSongs, SONG_TABLES } from '#lib/work/exports/read-songs.ts'

// Not in a `.svelte.ts` file: see `app/read-song.ts`.

export const songsFor = (rows: RowStore, trackIds: readonly string[]) =>
  rows.read(SONG_TABLES, (tables) => readSongs(tables, trackIds))

/** Answers the made bytes that nobody speaks of any more. */
export const forget = (rows: RowStore, exportId: string) =>
  rows.write(ALL_TABLES, (tables) => forgetExport(tables, exportId))

export const markSaved = (rows: RowStore, exportId: string, now: number) =>
  rows.write(['exports'], ({ exports }) => exports.change(exportId, (row) => ({ ...row, savedAt: now })))
