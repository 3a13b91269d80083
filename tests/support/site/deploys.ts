import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { formatHeaders } from './headers-file.ts'
import { offlineFiles, tellServiceWorker } from './offline-files.ts'
import { filesUnder } from './pack-large.ts'
import { siteHeaders } from './policy.ts'

const BUILD = join(import.meta.dirname, '../../../build')
const TEXTS = new Set(['.js', '.html', '.css'])
// Not begun in the middle of a word: megabytes of base64 would each be tried from every letter.
const SCRIPT_NAME = /(?<![\w.-])[\w.-]+\.js\b/g

/** Copies of the build, as a host would have them one after the other. */
export class Deploys {
  readonly #folders: string[] = []

  /** The build as it is; `bare`: on a host that knows nothing of `_headers`. */
  first(bare = false): string {
    const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
    this.#folders.push(folder)
    cpSync(BUILD, folder, { recursive: true })
    if (bare) rmSync(join(folder, '_headers'))
    return folder
  }

  /** A later version: the same code, but every hashed file has another name, as if all of it had changed: it ends in `mark` (two
   * letters). `spoil` breaks it. */
  next(mark: string, spoil: (shell: string) => string = (shell) => shell): string {
    const folder = this.first()
    const hashed = filesUnder(folder).filter(
      (path) => path.startsWith('_app/immutable/') && extname(path) === '.js',
    )
    const names = new Map(
      hashed.map((path) => [basename(path), basename(path).replace(/..\.js$/, `${mark}.js`)]),
    )
    for (const path of filesUnder(folder).filter((one) => TEXTS.has(extname(one)))) {
      const file = join(folder, path)
      const text = readFileSync(file, 'utf8').replace(SCRIPT_NAME, (name) => names.get(name) ?? name)
      writeFileSync(file, path === '200.html' ? spoil(text) : text)
    }
    for (const path of hashed)
      renameSync(join(folder, path), join(folder, path.replace(/..\.js$/, `${mark}.js`)))
    const rules = siteHeaders(readFileSync(join(folder, '200.html'), 'utf8'))
    writeFileSync(join(folder, '_headers'), formatHeaders(rules))
    tellServiceWorker(folder, { files: offlineFiles(folder), headers: rules[0]?.headers ?? {} })
    return folder
  }

  remove(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }
}
