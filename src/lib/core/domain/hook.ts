/** What a webhook can be told of; names and fields as the source documents have them. */
export const HOOK_EVENTS = ['track.downloaded', 'track.processed', 'track.analyzed', 'job.failed'] as const
export type HookEvent = (typeof HOOK_EVENTS)[number]

/** An address that is told of events. */
export interface Hook {
  id: string
  /** http or https, without credentials. */
  url: string
  events: HookEvent[]
  /** Signs what is sent, so that the receiver can tell it is ours. Never shown again, never logged. */
  secret: string
  paused: boolean
  /** Milliseconds since 1970. */
  createdAt: number
}
