import { MOST_FRAME_BYTES } from '#lib/core/sharing/limits.ts'
import type { PeerLink } from './peer-link.ts'

/** Bytes that may wait at the sender before it waits itself. */
const HIGH_BYTES = 1024 * 1024
const LOW_BYTES = 256 * 1024
/** Frames that came before anybody listened; a peer that sends more is not heard. */
const MOST_EARLY = 32

/** The channel of the app beside whatever else the connection is used for; both sides open it by this number. */
const CHANNEL_ID = 77

/** Both sides make the channel for themselves, so that no side has to wait for the other's word. */
export function openChannel(connection: RTCPeerConnection): RTCDataChannel {
  const channel = connection.createDataChannel('share', { negotiated: true, id: CHANNEL_ID })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = LOW_BYTES
  return channel
}

/** A data channel as a link. What is no frame by its kind or its length ends it. */
export class ChannelLink implements PeerLink {
  readonly id: string
  readonly #channel: RTCDataChannel
  readonly #end: () => void
  #hear: ((frame: Uint8Array<ArrayBuffer>) => void) | null = null
  #closed: (() => void) | null = null
  #early: Uint8Array<ArrayBuffer>[] = []
  #isClosed = false

  /** `end` closes what the channel is part of. */
  constructor(id: string, channel: RTCDataChannel, end: () => void) {
    this.id = id
    this.#channel = channel
    this.#end = end
    channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#take(data)
    channel.onclose = () => this.#over()
    channel.onerror = () => this.#over()
  }

  async send(frame: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (this.#isClosed || this.#channel.readyState !== 'open') return false
    try {
      this.#channel.send(frame)
    } catch {
      // A full or dying channel: the link is over, and says so to its listener.
      this.close()
      return false
    }
    if (this.#channel.bufferedAmount > HIGH_BYTES) await this.#drained()
    return !this.#isClosed
  }

  listen(hear: (frame: Uint8Array<ArrayBuffer>) => void, closed: () => void): void {
    this.#hear = hear
    this.#closed = closed
    for (const frame of this.#early.splice(0)) hear(frame)
    if (this.#isClosed) closed()
  }

  close(): void {
    this.#channel.close()
    this.#end()
    this.#over()
  }

  #take(data: unknown): void {
    const fits = data instanceof ArrayBuffer && data.byteLength <= MOST_FRAME_BYTES
    if (!fits || this.#isClosed || this.#early.length > MOST_EARLY) {
      this.close()
      return
    }
    const frame = new Uint8Array(data)
    if (this.#hear) this.#hear(frame)
    else this.#early.push(frame)
  }

  #over(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#early = []
    this.#channel.dispatchEvent(new Event('bufferedamountlow'))
    this.#closed?.()
  }

  #drained(): Promise<void> {
    return new Promise((resolve) =>
      this.#channel.addEventListener('bufferedamountlow', () => resolve(), { once: true }),
    )
  }
}

/** The channel once it is open; null when the connection ends first or `ms` have passed. */
export function whenOpen(
  channel: RTCDataChannel,
  connection: RTCPeerConnection,
  ms: number,
): Promise<RTCDataChannel | null> {
  if (channel.readyState === 'open') return Promise.resolve(channel)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ms)
    const tell = (value: RTCDataChannel | null) => {
      clearTimeout(timer)
      resolve(value)
    }
    channel.onopen = () => tell(channel)
    channel.onclose = () => tell(null)
    connection.addEventListener('connectionstatechange', () => {
      if (['failed', 'closed'].includes(connection.connectionState)) tell(null)
    })
  })
}
