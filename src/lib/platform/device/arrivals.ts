import {
  SHARED_CACHE,
  SHARED_NAME,
  SHARED_QUERY,
  sharedFileKey,
  sharedWordsKey,
} from '#lib/core/intake/shared-in.ts'

/** What the system hands to the app: opened or shared files, shared words, the address of a shortcut. */
export interface Arrival {
  files: File[]
  words: string
  /** Path within the app, or null. */
  path: string | null
}

// Neither is in the standard library: only browsers that install apps have them.
interface LaunchParams {
  files?: readonly FileSystemFileHandle[]
  targetURL?: string
}
interface Launching {
  launchQueue?: { setConsumer(take: (params: LaunchParams) => void): void }
}

/** Tells of everything that arrives, from the start of this page on. */
export function watchArrivals(tell: (arrival: Arrival) => void): void {
  void readShared().then((arrival) => arrival && tell(arrival))
  const { launchQueue } = globalThis as Launching
  const started = performance.now()
  launchQueue?.setConsumer(({ files = [], targetURL }) => {
    void readLaunch(files).then((opened) => {
      // What launched this very page is where it already is.
      const path = performance.now() - started > 1000 && targetURL ? pathOf(targetURL) : null
      if (opened.length > 0 || path) tell({ files: opened, words: '', path })
    })
  })
}

function pathOf(address: string): string | null {
  const url = URL.parse(address)
  return url?.origin === location.origin ? url.pathname + url.hash : null
}

async function readLaunch(handles: readonly FileSystemFileHandle[]): Promise<File[]> {
  const read = await Promise.allSettled(handles.map((handle) => handle.getFile()))
  return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

/** Takes what the service worker keeps for this page, once. */
async function readShared(): Promise<Arrival | null> {
  const url = new URL(location.href)
  const delivery = url.searchParams.get(SHARED_QUERY)
  if (delivery === null || !('caches' in globalThis)) return null
  const cache = await caches.open(SHARED_CACHE)
  const words = await cache.match(sharedWordsKey(delivery))
  if (!words) return null
  const files: File[] = []
  for (let index = 0; ; index++) {
    const answer = await cache.match(sharedFileKey(delivery, index))
    if (!answer) break
    const name = decodeURIComponent(answer.headers.get(SHARED_NAME) ?? 'shared')
    files.push(new File([await answer.blob()], name, { type: answer.headers.get('Content-Type') ?? '' }))
  }
  return { files, words: await words.text(), path: null }
}

/** Lets go of what was shared, once it is in the library. */
export async function forgetShared(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(SHARED_CACHE)
}
