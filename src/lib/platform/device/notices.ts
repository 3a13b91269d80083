/** `none`: this browser has no notifications. */
export type NoticeLeave = 'granted' | 'denied' | 'default' | 'none'

export interface Notice {
  title: string
  body: string
  /** A later one with the same tag takes the place of the earlier. */
  tag: string
}

/** What the system shows while the page is not looked at. */
export interface Notices {
  leave(): NoticeLeave
  /** Asks the person; browsers demand that a click led here. */
  ask(): Promise<NoticeLeave>
  show(notice: Notice, clicked: () => void): Promise<void>
  /** A number at the app's icon, where it has one; 0 takes it away. */
  badge(count: number): Promise<void>
}

interface Badging {
  setAppBadge?(count: number): Promise<void>
  clearAppBadge?(): Promise<void>
}

export const browserNotices: Notices = {
  leave: () => ('Notification' in globalThis ? Notification.permission : 'none'),

  async ask() {
    if ('Notification' in globalThis) await Notification.requestPermission()
    return browserNotices.leave()
  },

  async show({ title, body, tag }, clicked) {
    if (browserNotices.leave() !== 'granted') return
    const options = { body, tag, icon: '/icons/icon-192.png' }
    try {
      new Notification(title, options).onclick = () => {
        window.focus()
        clicked()
      }
    } catch {
      // Phones show them through the service worker only.
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.showNotification(title, options)
    }
  },

  async badge(count) {
    const badging = navigator as Badging
    try {
      await (count > 0 ? badging.setAppBadge?.(count) : badging.clearAppBadge?.())
    } catch {
      // Not installed: there is no icon to put it on.
      return
    }
  },
}
