import { exportFileId, type Export, type ExportFile, type FileContent } from '../domain/export.ts'
import { safeName } from '../domain/export-name.ts'
import { fault, type Fault } from '../domain/fault.ts'
import type { Recipe } from '../domain/recipe.ts'
import type { TrackFacts } from '../domain/track-facts.ts'
import type { KeyNotation } from '../music/musical-key.ts'
import { distinctPath } from './distinct-path.ts'
import { BUNDLES, documentKind } from './document-kinds.ts'
import { filePath } from './file-path.ts'
import { FORMATS } from './formats.ts'
import { soundsOf, stemsOf, type SongParts } from './track-sounds.ts'

export interface SongForExport extends SongParts {
  facts: TrackFacts | null
}

interface Planned {
  files: ExportFile[]
  leftOut: Export['leftOut'][number][]
}

/** Every file of an export, in the order they are made: of each song its sound, then what is written about it; last what tells of all. */
export function planFiles(
  about: Pick<Export, 'id' | 'name' | 'recipe'>,
  songs: readonly SongForExport[],
  notation: KeyNotation,
): Planned {
  const { recipe } = about
  const planned: Planned = { files: [], leftOut: [] }
  const taken = new Set<string>()
  const add = (song: SongForExport | null, path: string, content: FileContent, part = '') =>
    planned.files.push({
      ...{ id: exportFileId(about.id, planned.files.length), exportId: about.id, content, part },
      ...{ trackId: song?.track.id ?? null, path: distinctPath(path, taken), state: 'waiting', fault: null },
      ...{ cacheId: null, bytes: null, sound: null },
    })
  for (const song of songs) {
    const leave = (what: string, why: Fault) =>
      planned.leftOut.push({ trackId: song.track.id, what, fault: why })
    const pathOf = (stem: string) =>
      filePath(recipe.template, { track: song.track, facts: song.facts, notation, stem })
    planSounds(recipe, song, { add, leave, pathOf })
    planPapers(recipe, song, { add, leave, pathOf })
  }
  for (const id of recipe.documents) {
    const kind = documentKind(id)
    if (kind?.scope !== 'export') continue
    add(null, `${safeName(about.name)}.${kind.ending}`, { kind: 'document', document: id })
  }
  return planned
}

/** Without which there is no stem file; what a model takes apart further goes into them. */
const FOUR = ['drums', 'bass', 'other', 'vocals'] as const

interface Plan {
  add(song: SongForExport, path: string, content: FileContent, part?: string): void
  leave(what: string, why: Fault): void
  pathOf(part: string): string
}

function planSounds(recipe: Recipe, song: SongForExport, { add, leave, pathOf }: Plan): void {
  const seen = new Set<string>()
  for (const wish of recipe.sources) {
    const { sounds, missing } = soundsOf(song, wish)
    if (missing) leave(wordOf(wish), missing)
    for (const { source, part } of sounds) {
      // All stems, and one of them by name, is that one once.
      const same = JSON.stringify(source)
      if (seen.has(same)) continue
      seen.add(same)
      for (const format of recipe.formats)
        add(song, `${pathOf(part)}.${FORMATS[format].ending}`, { kind: 'audio', source, format }, part)
    }
  }
}

const wordOf = (wish: Recipe['sources'][number]) =>
  wish.kind === 'stem' ? wish.stem : wish.kind === 'minus' ? `no ${wish.stems.join(', ')}` : wish.kind

function planPapers(recipe: Recipe, song: SongForExport, { add, leave, pathOf }: Plan): void {
  for (const bundle of recipe.bundles) {
    const stems = stemsOf(song)
    if (bundle === 'stem-mp4' ? FOUR.every((stem) => stems.includes(stem)) : stems.length > 0)
      add(song, `${pathOf('')}.${BUNDLES[bundle].ending}`, { kind: 'bundle', bundle })
    else leave(bundle, fault('stem-missing', { detail: `${stems.length} stems` }))
  }
  for (const document of recipe.documents) {
    const kind = documentKind(document)
    if (kind?.scope !== 'song') continue
    add(song, `${pathOf('')}.${kind.ending}`, { kind: 'document', document })
  }
}
