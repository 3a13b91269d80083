import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './pack-large.ts'

/** What the service worker is told of its build (`src/service-worker/told.ts`). */
export interface Told {
  files: { url: string; revision: string | null }[]
  /** What every answer carries where the host does not send it. */
  headers: Record<string, string>
}

/** Not part of the app: models have their own store, pictures are for the README, and hosts read what begins with `_`. */
const LEFT_OUT =
  /^(models\/|_headers$|_redirects$|readme-|screenshots\/|service-worker\.js$|index\.html$|200\.html$|_app\/version\.json$)/

/**
 * All files of the app. Those without a hash in their name are known by their content, so that an update fetches only what
 * is another. The shell stands for the address of the door as well.
 */
export function offlineFiles(build: string): Told['files'] {
  const revisionOf = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(build, path)))
      .digest('hex')
      .slice(0, 16)
  const shell = revisionOf('200.html')
  const files = filesUnder(build)
    .filter((path) => !LEFT_OUT.test(path))
    .map((path) => ({
      url: `/${path}`,
      revision: path.startsWith('_app/immutable/') ? null : revisionOf(path),
    }))
  return [{ url: '/200.html', revision: shell }, { url: '/door', revision: shell }, ...files]
}

/** Writes it before the worker's own code: with any other file the worker itself is another, which is an update. */
export function tellServiceWorker(build: string, told: Told): void {
  const path = join(build, 'service-worker.js')
  const own = readFileSync(path, 'utf8').replace(/^self\.__SFA_TOLD=.*\n/, '')
  writeFileSync(path, `self.__SFA_TOLD=${JSON.stringify(told)};\n${own}`)
}
