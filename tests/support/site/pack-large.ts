import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The largest file that Cloudflare Pages takes; others take more. */
export const MOST_BYTES = 25 * 1024 * 1024

/** Every file under `folder`, as paths below it with forward slashes, sorted. */
export function filesUnder(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted()
}

export function tooLarge(build: string, most = MOST_BYTES): string[] {
  return filesUnder(build).filter((path) => statSync(join(build, path)).size > most)
}

/** Puts `x.wasm.gz` in the place of WebAssembly that is too large; `workers/kit/large-wasm.ts` unpacks it. */
export function packLarge(build: string, most = MOST_BYTES): void {
  for (const path of tooLarge(build, most).filter((one) => one.endsWith('.wasm'))) {
    const file = join(build, path)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
    rmSync(file)
  }
}
