import type { NoticeLeave, Notices, Notice } from '#lib/platform/device/notices.ts'
import type { Signals } from './connections.ts'

/** Notifications of the system and the number at the app's icon. */
export class SystemSignals implements Signals {
  readonly #notices: Notices
  #leave = $state.raw<NoticeLeave>('none')
  #badge = 0

  constructor(notices: Notices) {
    this.#notices = notices
    this.#leave = notices.leave()
  }

  get leave(): NoticeLeave {
    return this.#leave
  }

  async ask(): Promise<NoticeLeave> {
    this.#leave = await this.#notices.ask()
    return this.#leave
  }

  show(notice: Notice, clicked: () => void): Promise<void> {
    return this.#notices.show(notice, clicked)
  }

  badge(count: number): void {
    if (count === this.#badge) return
    this.#badge = count
    void this.#notices.badge(count)
  }

  stop(): void {
    this.badge(0)
  }
}
