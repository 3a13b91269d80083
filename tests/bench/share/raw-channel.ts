import type { Page } from 'playwright'

/** Bytes of one message: as long as every browser takes at once. */
const MESSAGE = 65_536

interface Raw {
  connection: RTCPeerConnection
  channel: RTCDataChannel
  /** Resolves once so many bytes have come. */
  took: Promise<void>
}

declare global {
  var rawChannel: Raw | undefined
}

/** Milliseconds in which a bare data channel brings `bytes` from one page to another, as fast as it takes them; nothing is kept. */
export async function rawTransfer(from: Page, to: Page, bytes: number): Promise<number> {
  const offer = await from.evaluate(open, { offer: null, bytes })
  const answer = await to.evaluate(open, { offer, bytes })
  await from.evaluate((sdp) => globalThis.rawChannel?.connection.setRemoteDescription(sdp), answer)
  for (const page of [from, to])
    await page.waitForFunction(() => globalThis.rawChannel?.channel.readyState === 'open')
  const ended = to.evaluate(() => globalThis.rawChannel?.took)
  const ms = await from.evaluate(send, { bytes, size: MESSAGE })
  await ended
  for (const page of [from, to]) await page.evaluate(() => globalThis.rawChannel?.connection.close())
  return ms
}

/** In the page: one half of the connection, without any server, and what it says of itself. */
async function open({ offer, bytes }: { offer: RTCSessionDescriptionInit | null; bytes: number }) {
  const connection = new RTCPeerConnection({ iceServers: [] })
  const channel = connection.createDataChannel('raw', { negotiated: true, id: 1 })
  channel.binaryType = 'arraybuffer'
  let left = bytes
  const took = new Promise<void>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === 'string') return
      left -= data.byteLength
      if (left > 0) return
      channel.send('all')
      resolve()
    })
  })
  globalThis.rawChannel = { connection, channel, took }
  if (offer) await connection.setRemoteDescription(offer)
  await connection.setLocalDescription()
  while (connection.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 10))
  const own = connection.localDescription
  if (!own) throw new Error('nothing to say of itself')
  return { type: own.type, sdp: own.sdp }
}

/** In the page: sends with the buffer kept full, and waits for the other's word that all has come. */
async function send({ bytes, size }: { bytes: number; size: number }): Promise<number> {
  const channel = globalThis.rawChannel?.channel
  if (!channel) return Number.NaN
  const piece = crypto.getRandomValues(new Uint8Array(size))
  channel.bufferedAmountLowThreshold = 1024 * 1024
  const all = new Promise<void>((resolve) =>
    channel.addEventListener('message', () => resolve(), { once: true }),
  )
  const from = performance.now()
  for (let sent = 0; sent < bytes; sent += size) {
    if (channel.bufferedAmount > 4 * 1024 * 1024)
      await new Promise((resolve) => channel.addEventListener('bufferedamountlow', resolve, { once: true }))
    channel.send(piece.subarray(0, Math.min(size, bytes - sent)))
  }
  await all
  return performance.now() - from
}
