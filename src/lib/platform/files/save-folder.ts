import { fault } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { FolderHandle } from '#lib/core/domain/export.ts'
import { pour, type Destination, type FileWish } from './save-file.ts'

interface FolderPicker {
  showDirectoryPicker?(options: { mode: 'readwrite'; id: string }): Promise<FileSystemDirectoryHandle>
}

interface Permitted extends FileSystemDirectoryHandle {
  queryPermission?(what: { mode: 'readwrite' }): Promise<PermissionState>
  requestPermission?(what: { mode: 'readwrite' }): Promise<PermissionState>
}

/**
 * Asks for a folder. Call it straight from the click. Null when the person thought better of it, or the browser cannot. The browser
 * remembers where it was asked under each `id`.
 */
export async function chooseFolder(id = 'exports'): Promise<FolderHandle | null> {
  const picker = (globalThis as FolderPicker).showDirectoryPicker
  try {
    return (await picker?.call(globalThis, { mode: 'readwrite', id })) ?? null
  } catch {
    // Dismissed, or forbidden here: the files wait to be saved another way.
    return null
  }
}

/** A file of this name in a folder that is asked for, as `chooseFolder` says. */
export async function chooseFolderFor({ name }: FileWish, id: string): Promise<Destination | null> {
  const folder = await chooseFolder(id)
  return folder && { take: (stream, signal, told) => writeInto(folder, name, stream, signal, told) }
}

/** Whether the folder may be written to now; `ask` from a click lets the browser ask again. */
export async function mayWrite(folder: FolderHandle, ask: boolean): Promise<boolean> {
  const handle = folder as unknown as Permitted
  const state = (await handle.queryPermission?.({ mode: 'readwrite' })) ?? 'granted'
  if (state === 'granted' || !ask) return state === 'granted'
  return (await handle.requestPermission?.({ mode: 'readwrite' })) === 'granted'
}

/** Writes one file under `path` inside the folder, folders made on the way; one of the same name is replaced. */
export async function writeInto(
  folder: FolderHandle,
  path: string,
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Outcome<void>> {
  try {
    let at = folder as unknown as FileSystemDirectoryHandle
    const parts = path.split('/')
    const name = parts.pop() ?? path
    for (const part of parts) at = await at.getDirectoryHandle(part, { create: true })
    const file = await at.getFileHandle(name, { create: true })
    const outcome = await pour(stream, file, signal, told)
    if (!outcome.ok) await at.removeEntry(name).catch(() => undefined)
    return outcome
  } catch (error) {
    return failed(fault('file-unwritten', { detail: String(error) }))
  }
}
