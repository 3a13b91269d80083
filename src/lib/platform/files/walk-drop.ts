import { isSoundName } from './sound-names.ts'

/** A folder tree deeper or larger than this is no music folder. */
const MAX_DEPTH = 20
const MAX_FILES = 20_000

export interface Walked {
  files: File[]
  /** Files inside folders that were passed over: hidden, or not sound by their name. */
  skipped: number
}

/** Files by themselves are all taken: whoever drops one means it. Of folders, what `isSoundName` says. */
export function walkDrop(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Walked> {
  // Entries can be asked for only while the drop event is being handled: before anything is awaited.
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map(entryOf)
  const files = [...transfer.files]
  return entries.some((entry) => entry?.isDirectory)
    ? walkAll(entries, files)
    : Promise.resolve({ files, skipped: 0 })
}

function entryOf(item: DataTransferItem): FileSystemEntry | null {
  return item.webkitGetAsEntry?.() ?? null
}

async function walkAll(entries: (FileSystemEntry | null)[], files: File[]): Promise<Walked> {
  const found: Walked = { files: [], skipped: 0 }
  for (const [i, entry] of entries.entries()) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, 1, found)
    else if (files[i]) found.files.push(files[i])
  }
  return found
}

async function walk(folder: FileSystemDirectoryEntry, depth: number, found: Walked): Promise<void> {
  const children = (await childrenOf(folder)).toSorted((a, b) => a.name.localeCompare(b.name))
  for (const child of children) {
    if (found.files.length >= MAX_FILES) return
    if (child.isDirectory) {
      if (depth < MAX_DEPTH && !child.name.startsWith('.'))
        await walk(child as FileSystemDirectoryEntry, depth + 1, found)
    } else if (isSoundName(child.name)) {
      const file = await fileOf(child as FileSystemFileEntry)
      if (file) found.files.push(file)
    } else found.skipped++
  }
}

/** `readEntries` gives at most a hundred at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      // A folder that may not be read is as good as empty.
      reader.readEntries(resolve, () => resolve([])),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)))
}
