import type { Track } from '#lib/core/domain/track.ts'

/** The dialogs of the library, each open on what it was asked for; null is closed. */
export class AskedDialogs {
  editing = $state.raw<Track | null>(null)
  matching = $state.raw<Track | null>(null)
  listening = $state.raw<Track | null>(null)
  exporting = $state.raw<readonly Track[] | null>(null)
  keeping = $state.raw<readonly Track[] | null>(null)
}
