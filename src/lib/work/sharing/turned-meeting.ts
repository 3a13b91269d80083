import type { MeetingEvents, MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'

/** A meeting whose listener can be another one later: the room is not left between the two, nor are links. */
export class TurnedMeeting implements MeetingEvents {
  #to: MeetingEvents
  #state: MeetingState | null = null

  constructor(to: MeetingEvents) {
    this.#to = to
  }

  /** From now on `to` hears of it; how the meeting stands is told at once. */
  turnTo(to: MeetingEvents): void {
    this.#to = to
    if (this.#state) to.state(this.#state)
  }

  link(link: PeerLink): void {
    this.#to.link(link)
  }

  state(state: MeetingState): void {
    this.#state = state
    this.#to.state(state)
  }

  blocked(): void {
    this.#to.blocked()
  }
}
