import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** A track with everything that was separated of it. */
export interface Song {
  track: Track | null
  separations: Separation[]
}

// Not in a `.svelte.ts` file: Svelte's development build wraps every `await` there, and a transaction of Dexie's ends
// as soon as something is awaited that is not its own.
export async function readSong({ tracks, separations }: Tables, trackId: string): Promise<Song> {
  const track = await tracks.get(trackId)
  return { track, separations: await separations.by('trackId', trackId) }
}
