import type { Workbox } from 'workbox-window'

interface UrlPolicy {
  createScriptURL(url: string): string
}

const SCRIPT = '/service-worker.js'

/** How often a page that stays open looks for a newer version. */
const LOOK_MS = 60 * 60_000

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
 * Makes the app start without a network. `onUpdate` is called when a newer version waits to take over, or another tab has let
 * it: this page never changes by itself, so work in hand is not cut.
 */
export async function keepOffline(onUpdate: (shell: OfflineShell) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const workers = navigator.serviceWorker
  const window = await import('workbox-window')
  const workbox = new window.Workbox(scriptAddress(), { type: 'module' })
  let controlled = workers.controller !== null
  let asked = false
  const update = async () => {
    asked = true
    workbox.messageSkipWaiting()
  }
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload()
    else if (controlled) onUpdate({ update: async () => location.reload() })
    else isolate()
    controlled = true
  })
  workbox.addEventListener('waiting', () => onUpdate({ update }))
  await workbox.register()
  const { active } = await workers.ready
  if (controlled) isolate()
  if (active) keepGpuEngine(active)
  setInterval(() => lookForUpdate(workbox), LOOK_MS)
}

// Without a network there is nothing newer to be found.
function lookForUpdate(workbox: Workbox): void {
  workbox.update().catch(() => undefined)
}

const ONCE = 'sfa-isolated-by-reload'

let touched = false
for (const touch of ['pointerdown', 'keydown', 'drop'])
  addEventListener(touch, () => (touched = true), { capture: true, once: true, passive: true })

/**
 * On a host that does not send the isolation headers the service worker adds them, which counts from the next load on. That is
 * done at once where nobody has touched the page yet, and only once; else it comes with the next visit.
 */
function isolate(): void {
  if (crossOriginIsolated || touched) return
  try {
    if (sessionStorage.getItem(ONCE)) return
    sessionStorage.setItem(ONCE, '1')
  } catch {
    // No memory of having done so: it could go round for ever.
    return
  }
  location.reload()
}

/** The engine for this device's graphics card is kept as well, though it is not needed before the first separation. */
function keepGpuEngine(worker: ServiceWorker): void {
  const tell = (adapter: GPUAdapter | null | undefined) => {
    if (adapter && !adapter.info.isFallbackAdapter) worker.postMessage({ type: 'KEEP_GPU_ENGINE' })
  }
  // A browser that fails here has no graphics card for us.
  navigator.gpu?.requestAdapter().then(tell, () => undefined)
}
