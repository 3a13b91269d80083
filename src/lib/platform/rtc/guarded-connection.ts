/** Bytes that a peer may say by other channels than the app's own: introductions are far shorter. */
const MOST_BYTES = 256 * 1024
const MOST_CHANNELS = 2

/**
 * A connection whose introduction is bounded, and whose offer can be made anew. The library that introduces keeps whatever a
 * peer sends until its message is whole, however long; what goes beyond an introduction ends the connection instead. An offer
 * that has lain for a minute it takes back and makes once more: Chromium (156) then forgets the channel it was for, and nobody
 * can be met by it. It is replaced instead.
 */
export class GuardedConnection extends RTCPeerConnection {
  #left = MOST_BYTES
  #channels = 0

  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    this.addEventListener('datachannel', ({ channel }) => this.#watch(channel))
  }

  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    if (description?.type === 'rollback' && this.signalingState === 'have-local-offer') return
    await super.setLocalDescription(description)
  }

  override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
    const channel = super.createDataChannel(label, options)
    if (!options?.negotiated) this.#watch(channel)
    return channel
  }

  #watch(channel: RTCDataChannel): void {
    if (++this.#channels > MOST_CHANNELS) this.close()
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.#left -= data instanceof ArrayBuffer ? data.byteLength : MOST_BYTES
      if (this.#left < 0) this.close()
    })
  }
}
