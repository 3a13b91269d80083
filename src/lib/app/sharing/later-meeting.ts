import type { MeetingPlace } from '#lib/platform/rtc/peer-link.ts'
import type { RelayDoors } from '#lib/platform/rtc/relay-meeting.ts'

/** The meeting by the relay, whose code is fetched when somebody is first to be met. Where that fails there is no relay. */
export function laterMeeting(doors: RelayDoors): MeetingPlace {
  return {
    join(secrets, events) {
      let leave: (() => void) | null = null
      let isOver = false
      const begin = async () => {
        const { RelayMeeting } = await import('#lib/platform/rtc/relay-meeting.ts')
        if (!isOver) leave = new RelayMeeting(doors).join(secrets, events)
      }
      begin().catch(() => events.state('no-relay'))
      return () => {
        isOver = true
        leave?.()
      }
    },
  }
}
