import type { App, Refusal } from '#lib/app/app.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { isListFile } from '#lib/core/lists/list-file.ts'
import { count } from '../messages/format.ts'
import { notify, notifyDone, notifyFault } from '../shell/notify.ts'
import { t } from '../messages/t.ts'

/** What file pickers offer. */
export const SOUND_KINDS = 'audio/*,.mp3,.wav,.flac,.ogg,.oga,.opus,.m4a,.aac,.aif,.aiff,.webm,.mka,.wma'

interface Hands {
  open(trackId: string): void
  say(text: string): void
  /** Puts a text on the desk, to be looked at before anything is written. */
  look(text: string, fileName?: string): void
}

const isBackupFile = (file: File) => /\.sfa$/i.test(file.name)

/** Takes what is dropped, pasted or picked, and says what came of it. */
export class Taker {
  #app: App
  #hands: Hands
  #refused = $state.raw<readonly Refusal[]>([])

  constructor(app: App, hands: Hands) {
    this.#app = app
    this.#hands = hands
  }

  /** What the last batch could not take, while its reasons are looked at. */
  get refused(): readonly Refusal[] {
    return this.#refused
  }

  forget(): void {
    this.#refused = []
  }

  async files(all: readonly File[]): Promise<void> {
    const backup = all.find(isBackupFile)
    if (backup) return this.#backup(backup)
    const lists = all.filter(isListFile)
    const files = all.filter((file) => !lists.includes(file))
    if (lists[0]) await this.#list(lists[0], lists.length - 1)
    if (files.length === 0) return
    this.#hands.say(t('Adding {files}', { files: count(files.length, 'file') }))
    const { trackIds, known, refused } = await this.#app.intake.files(files)
    const fresh = trackIds.filter((id) => !known.includes(id))
    if (fresh.length > 0) this.#added(fresh)
    if (known.length > 0) this.#known(known)
    this.#turnedAway(refused)
  }

  /** Lets a person choose the audio of a song that has none yet. */
  attachTo(track: Track): void {
    const picker = document.createElement('input')
    picker.type = 'file'
    picker.accept = SOUND_KINDS
    picker.addEventListener('change', () => {
      const file = picker.files?.[0]
      if (file) void this.#attach(track, file)
    })
    picker.click()
  }

  async #attach(track: Track, file: File): Promise<void> {
    const outcome = await this.#app.intake.attach(track.id, file)
    if (!outcome.ok) return notifyFault(outcome.fault, track.title)
    const id = outcome.value
    const open = { label: t('Open'), run: () => this.#hands.open(id) }
    if (id !== track.id)
      return notify(t('“{name}” is already here as another song', { name: file.name }), { action: open })
    notifyDone(t('“{title}” has its audio', { title: track.title }), open)
    this.#hands.say(t('{title} has its audio', { title: track.title }))
  }

  async drop(transfer: DataTransfer): Promise<void> {
    const hasFiles = transfer.types.includes('Files')
    // A drop's text can be read only while it is being handled.
    const text =
      transfer.getData('text/uri-list').replace(/^#.*\r?\n?/gm, '') || transfer.getData('text/plain')
    const files = await this.#app.intake.drop(transfer)
    if (files.length > 0) await this.files(files)
    else if (!hasFiles && text.trim() !== '') this.words(text)
  }

  /** Text was pasted or dropped: links, or a list. */
  words(text: string): void {
    this.#hands.look(text)
  }

  async #list(file: File, others: number): Promise<void> {
    const outcome = await this.#app.lists.read(file)
    if (!outcome.ok) return notifyFault(outcome.fault, file.name)
    this.#hands.look(outcome.value, file.name)
    if (others > 0)
      notify(
        t('One list at a time: “{name}” is open, {others} left out', {
          name: file.name,
          others: count(others, 'other'),
        }),
      )
  }

  /** A backup is looked through, and then offered by itself. */
  async #backup(file: File): Promise<void> {
    const outcome = await this.#app.backup.offer(file)
    if (!outcome.ok) notifyFault(outcome.fault, file.name)
  }

  async demo(): Promise<void> {
    const outcome = await this.#app.intake.demo()
    if (outcome.ok) this.#hands.open(outcome.value)
    else notifyFault(outcome.fault, t('The demo song'))
  }

  #openOf(ids: readonly string[]) {
    const [only] = ids
    return only && ids.length === 1 ? { label: t('Open'), run: () => this.#hands.open(only) } : undefined
  }

  #added(ids: readonly string[]): void {
    const words =
      ids.length === 1 ? t('Added to your library') : t('{songs} added', { songs: count(ids.length, 'song') })
    notifyDone(words, this.#openOf(ids))
    this.#hands.say(words)
  }

  #known(ids: readonly string[]): void {
    const words =
      ids.length === 1
        ? t('This song is already here')
        : t('{songs} were already here', { songs: count(ids.length, 'song') })
    const action = this.#openOf(ids)
    notify(words, action ? { action } : {})
    this.#hands.say(words)
  }

  #turnedAway(refused: readonly Refusal[]): void {
    const [first] = refused
    if (!first) return
    if (refused.length === 1) return notifyFault(first.fault, first.name)
    const words = t('{files} could not be added', { files: count(refused.length, 'file') })
    notify(words, { action: { label: t('Show why'), run: () => (this.#refused = refused) } })
    this.#hands.say(words)
  }
}
