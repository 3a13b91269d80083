/** Where exports wait until the browser has taken them, in the browser's own file system. */
const FOLDER = 'exports'
/** A download reads the file for as long as it takes; after this it has surely ended, in ms. */
const HELD_MS = 10 * 60_000

export interface Temporary {
  handle: FileSystemFileHandle
  /** Hands the file to the browser's downloads; it is removed when that is surely over. */
  download(name: string, type: string): Promise<void>
  remove(): Promise<void>
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** A new file for one export. */
export async function keepTemporary(): Promise<Temporary> {
  const place = await folder()
  const name = crypto.randomUUID()
  const handle = await place.getFileHandle(name, { create: true })
  const remove = () => place.removeEntry(name).catch(() => undefined)
  return {
    handle,
    remove,
    async download(as, type) {
      const file = await handle.getFile()
      const url = URL.createObjectURL(file.slice(0, file.size, type))
      const link = document.createElement('a')
      link.href = url
      link.download = as
      link.click()
      setTimeout(() => {
        URL.revokeObjectURL(url)
        void remove()
      }, HELD_MS)
    },
  }
}

/** Removes what an earlier page left behind (closed before its download was surely over). */
export async function sweepTemporary(): Promise<void> {
  const root = await navigator.storage.getDirectory()
  const place = await root.getDirectoryHandle(FOLDER).catch(() => null)
  if (!place) return
  for await (const [name, entry] of place.entries()) {
    if (entry.kind !== 'file') continue
    const file = await (entry as FileSystemFileHandle).getFile().catch(() => null)
    if (file && Date.now() - file.lastModified > HELD_MS) await place.removeEntry(name).catch(() => undefined)
  }
}
