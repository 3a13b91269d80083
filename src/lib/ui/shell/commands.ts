import type { Component } from 'svelte'
import AudioLines from '@lucide/svelte/icons/audio-lines'
import Archive from '@lucide/svelte/icons/archive'
import ArchiveRestore from '@lucide/svelte/icons/archive-restore'
import Activity from '@lucide/svelte/icons/activity'
import FileDown from '@lucide/svelte/icons/file-down'
import FilePlus from '@lucide/svelte/icons/file-plus'
import Keyboard from '@lucide/svelte/icons/keyboard'
import Layers from '@lucide/svelte/icons/layers'
import ListMusic from '@lucide/svelte/icons/list-music'
import ListPlus from '@lucide/svelte/icons/list-plus'
import Monitor from '@lucide/svelte/icons/monitor'
import MonitorDown from '@lucide/svelte/icons/monitor-down'
import Moon from '@lucide/svelte/icons/moon'
import Play from '@lucide/svelte/icons/play'
import Search from '@lucide/svelte/icons/search'
import Settings from '@lucide/svelte/icons/settings'
import Sparkles from '@lucide/svelte/icons/sparkles'
import SquarePen from '@lucide/svelte/icons/square-pen'
import Sun from '@lucide/svelte/icons/sun'
import type { App } from '#lib/app/app.ts'
import { tracksCsv } from '#lib/core/catalogue/tracks-csv.ts'
import { safeName } from '#lib/core/domain/export-name.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { findTracks } from '#lib/core/domain/find-tracks.ts'
import { fold } from '#lib/core/domain/fold.ts'
import { count } from '../messages/format.ts'
import { links } from './links.ts'
import { t } from '../messages/t.ts'

export interface Command {
  id: string
  label: string
  /** A second, fainter text. */
  hint?: string
  icon: Component<{ size?: number }>
  /** More words it is found by. */
  words?: string
  run: () => void
}

export interface CommandHands {
  go(href: string): void
  pickFiles(): void
  demo(): void
  showKeys(): void
  lists(): void
  byHand(): void
}

/** Most songs listed at once: more would not be read, and drawing them would be felt. */
const MOST_SONGS = 30

/** What can be done from the palette, apart from songs. */
export function commandsOf(app: App, hands: CommandHands): Command[] {
  const playing = app.studio.track
  return [
    ...(playing ? [playCommand(app, playing.title)] : []),
    {
      id: 'library',
      label: t('Go to Library'),
      icon: ListMusic,
      words: t('songs home'),
      run: () => hands.go(links.library()),
    },
    {
      id: 'queue',
      label: t('Go to Queue'),
      icon: Layers,
      words: t('jobs progress'),
      run: () => hands.go(links.queue()),
    },
    {
      id: 'search',
      label: t('Search the catalogues'),
      icon: Search,
      words: t('find song spotify deezer itunes musicbrainz download'),
      run: () => hands.go(links.search()),
    },
    { id: 'settings', label: t('Go to Settings'), icon: Settings, run: () => hands.go(links.settings()) },
    {
      id: 'diagnostics',
      label: t('Go to Diagnostics'),
      icon: Activity,
      words: t('log audit memory gpu report bug'),
      run: () => hands.go(links.diagnostics()),
    },
    {
      id: 'models',
      label: t('Models'),
      icon: Settings,
      words: t('settings download htdemucs'),
      run: () => hands.go(links.settings('models')),
    },
    {
      id: 'add',
      label: t('Add songs'),
      icon: FilePlus,
      words: t('open import files'),
      run: () => hands.pickFiles(),
    },
    {
      id: 'list',
      label: t('Add links or a list'),
      icon: ListPlus,
      words: t('paste csv spotify youtube playlist import'),
      run: () => hands.lists(),
    },
    {
      id: 'by-hand',
      label: t('Add a song by hand'),
      icon: SquarePen,
      words: t('manual type'),
      run: () => hands.byHand(),
    },
    ...[...backupCommands(hands), ...exportCommands(app)],
    ...installCommand(app),
    {
      id: 'demo',
      label: t('Try the demo song'),
      icon: Sparkles,
      words: t('example'),
      run: () => hands.demo(),
    },
    ...themeCommands(app),
    {
      id: 'keys',
      label: t('Keys'),
      icon: Keyboard,
      words: t('shortcuts keyboard help'),
      run: () => hands.showKeys(),
    },
  ]
}

function themeCommands(app: App): Command[] {
  const theme = (value: 'system' | 'dark' | 'light') => () => void app.settings.set({ theme: value })
  return [
    { id: 'dark', label: t('Dark theme'), icon: Moon, words: t('appearance'), run: theme('dark') },
    { id: 'light', label: t('Light theme'), icon: Sun, words: t('appearance'), run: theme('light') },
    {
      id: 'system',
      label: t('Theme of the system'),
      icon: Monitor,
      words: t('appearance'),
      run: theme('system'),
    },
  ]
}

function installCommand({ system }: App): Command[] {
  const install = {
    id: 'install',
    label: t('Install as an app'),
    icon: MonitorDown,
    words: t('desktop home screen pwa'),
    run: () => void system.install(),
  }
  return system.canInstall ? [install] : []
}

function backupCommands({ go }: CommandHands): Command[] {
  const there = () => go(links.settings('backup'))
  return [
    { id: 'backup', label: t('Back up the library'), icon: Archive, words: t('save file copy'), run: there },
    {
      id: 'restore',
      label: t('Restore a backup'),
      icon: ArchiveRestore,
      words: t('bring back sfa'),
      run: there,
    },
  ]
}

/** A list, or everything, as a table that can be read back here and elsewhere. */
function exportCommands(app: App): Command[] {
  const tracks = app.library.tracks ?? []
  const one = (id: string, name: string, rows: readonly Track[]): Command => ({
    id: `csv-${id}`,
    label: t('Save “{name}” as CSV', { name }),
    hint: count(rows.length, 'song'),
    icon: FileDown,
    words: t('export list table spreadsheet exportify'),
    run: () => app.saveText(`${safeName(name)}.csv`, 'text/csv', tracksCsv(rows)),
  })
  const lists = app.lists.albums.map((album) =>
    one(
      album.id,
      album.title,
      tracks.filter((track) => track.albumId === album.id),
    ),
  )
  return tracks.length === 0 ? [] : [one('all', t('Library'), tracks), ...lists]
}

function playCommand(app: App, title: string): Command {
  const label = app.studio.playing ? t('Pause') : t('Play')
  const run = () => (app.studio.playing ? app.studio.pause() : void app.studio.play())
  return { id: 'play', label, hint: title, icon: Play, words: t('play pause'), run }
}

export function matching(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  return commands.filter((one) => {
    const text = fold(`${one.label} ${one.hint ?? ''} ${one.words ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}

/** Songs that `query` finds, as commands that open them. */
export function songCommands(app: App, query: string, go: (href: string) => void): Command[] {
  const found = query.trim() === '' ? [] : findTracks(app.library.tracks ?? [], query)
  return found.slice(0, MOST_SONGS).map((track) => ({
    id: `track-${track.id}`,
    label: track.title,
    hint: track.artist,
    icon: AudioLines,
    run: () => go(links.track(track.id)),
  }))
}
