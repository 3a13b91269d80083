import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ModelFile, ModelPart } from '../card.ts'

/** Small enough for every static host and for a cheap retry. */
export const PART_BYTES = 20_000_000

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Describes `bytes` as a file in parts; `folder` is the parts' address relative to the site's base. */
export function describe(name: string, folder: string, bytes: Uint8Array): ModelFile {
  const parts: ModelPart[] = []
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const slice = bytes.subarray(at, at + PART_BYTES)
    parts.push({
      url: `${folder}/${name}.${parts.length}`,
      bytes: slice.length,
      sha256: sha256(slice),
    })
  }
  return { name, bytes: bytes.length, sha256: sha256(bytes), parts }
}

/** True where every part lies under `root` with the right size and hash. */
export function present(file: ModelFile, root: string): boolean {
  return file.parts.every((part) => {
    const path = join(root, part.url)
    if (!existsSync(path)) return false
    const bytes = readFileSync(path)
    return bytes.length === part.bytes && sha256(bytes) === part.sha256
  })
}

/** Writes the parts under `root`; a part appears under its name only when it is whole. */
export function writeParts(file: ModelFile, root: string, bytes: Uint8Array): void {
  let at = 0
  for (const part of file.parts) {
    const path = join(root, part.url)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, bytes.subarray(at, at + part.bytes))
    rmSync(path, { force: true })
    renameSync(`${path}.new`, path)
    at += part.bytes
  }
}
