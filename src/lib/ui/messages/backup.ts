import type { BackupLook } from '#lib/app/backup/contract.ts'
import type { Held } from '#lib/core/backup/archive.ts'
import { isFaultCode } from '#lib/core/domain/fault.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { NotBrought, Restored } from '#lib/core/backup/restored.ts'
import { sentenceOf } from './faults.ts'
import { count, sizeText, transferText } from './format.ts'
import { locale, t, words } from './t.ts'

export const BACKUP_SAYS = words({
  title: 'Backup',
  lead: 'The library as one file of your own: for another machine, another browser, or in case this one forgets.',
  save: 'Back up',
  intoFolder: 'Into a folder',
  choose: 'Choose a backup',
  restoreTitle: 'Restore',
  restoreWords: 'A backup is looked through first. What is here stays; what is missing here comes from it.',
  holds: 'What goes in',
  models: 'Models too',
  modelsHint: 'They can be fetched again where this site serves them.',
  stays:
    'It runs in this page: closed before the end, a backup is begun anew, and a restore goes on where it was.',
  never: 'There is no backup yet.',
  cancel: 'Cancel',
  yes: 'Restore',
  no: 'Not now',
  listName: 'Not restored',
  saveList: 'Save the list',
})

/** How much of a song goes in. */
export const DEPTHS = ['rows', 'songs', 'stems'] as const
export type Depth = (typeof DEPTHS)[number]

export const DEPTH_NAMES: Readonly<Record<Depth, string>> = words({
  rows: 'Lists only',
  songs: 'With songs',
  stems: 'Stems too',
})

export const DEPTH_HINTS: Readonly<Record<Depth, string>> = words({
  rows: 'Names, corrections, mixes, analyses, albums. The songs’ files are to be added again.',
  songs: 'Stems are separated again when you want them.',
  stems: 'Everything, the stems bit for bit.',
})

export function heldOf(depth: Depth, models: boolean): Held[] {
  const songs: Held[] = depth === 'rows' ? [] : depth === 'songs' ? ['original'] : ['original', 'stems']
  return models ? [...songs, 'models'] : songs
}

export const sizeWords = (bytes: number): string => t('About {size}, in one file', { size: sizeText(bytes) })

const dayOf = (at: number) => new Date(at).toLocaleDateString(locale(), { dateStyle: 'long' })

export const lastWords = (at: number): string =>
  t('The last backup was written on {day}.', { day: dayOf(at) })

const RUNNING = words({
  save: 'Writing the backup',
  look: 'Looking the backup through',
  restore: 'Restoring',
})

export function runningText(run: { what: keyof typeof RUNNING; bytes: number; total: number }): string {
  const far = run.total > 0 ? transferText(Math.min(run.bytes, run.total), run.total) : ''
  return far === '' ? RUNNING[run.what] : `${RUNNING[run.what]} · ${far}`
}

export const savedText = (bytes: number): string =>
  t('The backup is written: {size}', { size: sizeText(bytes) })

/** What a backup holds, before anything of it is brought in. */
export function lookLines({ head, songs, here, bytes, broken, cut }: BackupLook): string[] {
  const lines = [
    t('Written on {day} by version {app}.', { day: dayOf(head.createdAt), app: head.app }),
    t('{songs}, {size}.', { songs: count(songs, 'song'), size: sizeText(bytes) }),
    here === 0
      ? t('None of them is here yet.')
      : t('{here} of them are here already: they keep what they have and get what they lack.', { here }),
  ]
  if (cut) lines.push(t('The file was cut off: what is whole can be restored, the rest is lost.'))
  if (broken > 0)
    lines.push(t('{parts} cannot be read and would be left out.', { parts: count(broken, 'part') }))
  return lines
}

export const selectionTitle = (songs: number): string => t('Back up {songs}', { songs: count(songs, 'song') })

export const lookTitle = (name: string): string => t('Restore “{name}”?', { name })

export function restoredText({ songs, fresh, stems, missing }: Restored): string {
  const lines = [
    t('{songs} restored, {fresh} of them new, {stems}.', {
      songs: count(songs, 'song'),
      fresh,
      stems: count(stems, 'separation'),
    }),
  ]
  if (missing.length > 0)
    lines.push(t('{things} could not be brought.', { things: count(missing.length, 'thing') }))
  return lines.join(' ')
}

const WHATS = words({ song: 'Song', file: 'Audio file', stems: 'Stems', model: 'Model', pack: 'Part' })
const WHYS = words({ damaged: 'damaged in the backup', cut: 'the backup was cut off' })

/** A table of what could not be brought, for spreadsheets. */
export function missingCsv(missing: readonly NotBrought[]): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""').replace(/^([=+\-@])/, "'$1")}"`
  const why = (one: NotBrought) =>
    one.why === 'damaged' || one.why === 'cut'
      ? WHYS[one.why]
      : isFaultCode(one.why)
        ? sentenceOf(fault(one.why))
        : one.why
  const rows = missing.map((one) => [WHATS[one.what], one.name, why(one)].map(cell).join(','))
  return ['what,name,why', ...rows, ''].join('\r\n')
}
