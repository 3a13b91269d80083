import type { BrowserContext, Page } from '@playwright/test'

/** What the page has asked of the system, as the system saw it. */
interface Asked {
  notices: { title: string; body: string }[]
  /** Each number put at the app's icon; 0 where it was taken away. */
  badges: number[]
  /** How often the screen was asked to stay awake. */
  awake: number
}

interface Device {
  hidden?: boolean
  charging?: boolean
  /** As `navigator.connection.type` says it. */
  network?: 'cellular' | 'wifi'
}

interface Told {
  asked: Asked
  shown: Notification[]
  tell(device: Device): void
}

declare global {
  var told: Told | undefined
}

/**
 * Pages of `context` hear of battery, network and sight what a journey tells them, for a headless browser has none of these; what
 * they ask of the system is written down, and still goes to the browser.
 */
export async function withToldDevice(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const asked: Asked = { notices: [], badges: [], awake: 0 }
    const shown: Notification[] = []
    const now = { hidden: false, charging: false, network: 'cellular' }
    const battery = new EventTarget()
    const connection = new EventTarget()
    Object.defineProperty(battery, 'charging', { get: () => now.charging })
    Object.defineProperty(connection, 'type', { get: () => now.network })
    Object.defineProperty(navigator, 'connection', { get: () => connection })
    Object.defineProperty(navigator, 'getBattery', { value: async () => battery })
    Object.defineProperty(document, 'visibilityState', { get: () => (now.hidden ? 'hidden' : 'visible') })
    Object.defineProperty(navigator, 'setAppBadge', {
      value: async (count: number) => asked.badges.push(count),
    })
    Object.defineProperty(navigator, 'clearAppBadge', { value: async () => asked.badges.push(0) })
    globalThis.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        asked.notices.push({ title, body: options?.body ?? '' })
        shown.push(this)
      }
    }
    const { wakeLock } = navigator
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: (type: WakeLockType) => {
          asked.awake++
          return wakeLock.request(type)
        },
      },
    })
    globalThis.told = {
      asked,
      shown,
      tell(device) {
        Object.assign(now, device)
        document.dispatchEvent(new Event('visibilitychange'))
        battery.dispatchEvent(new Event('chargingchange'))
        connection.dispatchEvent(new Event('change'))
      },
    }
  })
}

export const tell = (page: Page, device: Device) =>
  page.evaluate((facts) => globalThis.told?.tell(facts), device)

export const askedOf = (page: Page): Promise<Asked | undefined> => page.evaluate(() => globalThis.told?.asked)
