import { downloadText } from './drag-out.ts'

/** For this long after its turn a file may still be on its way to a disk. */
const LINGER_MS = 60_000

/** The one that has a file: the others' have been let go of, so that a page full of handles holds one. */
let releaseHeld: () => void = () => undefined

/**
 * A file that can be pulled out of the page. A drag cannot wait, so it is made ready as the pointer comes near. It goes as a `blob:` address:
 * the browser fetches what a drag names by itself, past the service worker.
 */
export class DragFile {
  readonly #make: () => Promise<Blob | null>
  #url = $state.raw<string | null>(null)
  #mime = ''
  #isMaking = false
  #isGone = false

  constructor(make: () => Promise<Blob | null>) {
    this.#make = make
  }

  get isReady(): boolean {
    return this.#url !== null
  }

  async prepare(): Promise<void> {
    if (this.#url !== null || this.#isMaking) return
    this.#isMaking = true
    const blob = await this.#make().finally(() => (this.#isMaking = false))
    if (!blob || this.#isGone) return
    releaseHeld()
    releaseHeld = () => this.release()
    this.#mime = blob.type
    this.#url = URL.createObjectURL(blob)
  }

  /** Into a drag that begins. */
  give(transfer: DataTransfer, name: string): void {
    if (this.#url === null) return
    transfer.effectAllowed = 'copy'
    transfer.setData('DownloadURL', downloadText(this.#mime, name, this.#url))
  }

  release(): void {
    const url = this.#url
    this.#url = null
    if (url !== null) setTimeout(() => URL.revokeObjectURL(url), LINGER_MS)
  }

  /** Its handle is taken down. */
  end(): void {
    this.#isGone = true
    this.release()
  }
}
