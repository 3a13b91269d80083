import { Workbox } from 'workbox-window'

interface UrlPolicy {
  createScriptURL(url: string): string
}

const SCRIPT = '/service-worker.js'

function scriptAddress(): string {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: UrlPolicy): UrlPolicy } })
    .trustedTypes
  if (!types) return SCRIPT
  const onlyOurs = (url: string) => {
    if (url !== SCRIPT) throw new TypeError(`not our service worker: ${url}`)
    return url
  }
  return types.createPolicy('sfa-service-worker', { createScriptURL: onlyOurs }).createScriptURL(SCRIPT)
}

export interface OfflineShell {
  /** Lets the new version take over and reloads this page. */
  update(): Promise<void>
}

/**
 * Makes the app start without a network. `onUpdate` is called when a newer version waits to take over: it never does by
 * itself, so work in hand is not cut.
 */
export async function keepOffline(onUpdate: (shell: OfflineShell) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const workbox = new Workbox(scriptAddress(), { type: 'module' })
  const update = async () => {
    workbox.addEventListener('controlling', () => location.reload())
    workbox.messageSkipWaiting()
  }
  workbox.addEventListener('waiting', () => onUpdate({ update }))
  await workbox.register()
}
