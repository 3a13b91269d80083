import type { DeviceFacts } from '#lib/core/domain/device.ts'

// Neither is in the standard library: not all browsers have them.
interface Connection extends EventTarget {
  type?: string
  saveData?: boolean
}
interface Battery extends EventTarget {
  charging: boolean
}
interface Telling {
  connection?: Connection
  getBattery?: () => Promise<Battery>
}

/** Whether the server of this page is on this very device. */
const isOwnServer = () => ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)

function read({ connection }: Telling, battery: Battery | null): DeviceFacts {
  const online = navigator.onLine
  return {
    online,
    siteReachable: online || isOwnServer(),
    metered: connection?.saveData === true ? true : meteredBy(connection?.type),
    charging: battery?.charging ?? null,
  }
}

/** Browsers tell the sort of network, not its price: of those they tell, the mobile one is the one that costs. */
function meteredBy(type: string | undefined): boolean | null {
  if (type === 'cellular' || type === 'wimax') return true
  return type === 'wifi' || type === 'ethernet' ? false : null
}

/** Tells how the device stands, now and at each change; returns stop. */
export function watchDevice(tell: (facts: DeviceFacts) => void): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  const telling = navigator as Telling
  let battery: Battery | null = null
  const now = () => tell(read(telling, battery))
  addEventListener('online', now, { signal })
  addEventListener('offline', now, { signal })
  telling.connection?.addEventListener('change', now, { signal })
  // A browser that refuses to speak of its battery is one that cannot.
  telling.getBattery?.().then(
    (found) => {
      if (signal.aborted) return
      battery = found
      found.addEventListener('chargingchange', now, { signal })
      now()
    },
    () => undefined,
  )
  now()
  return () => stopped.abort()
}
