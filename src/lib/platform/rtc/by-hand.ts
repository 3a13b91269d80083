import * as v from 'valibot'
import { base64url, fromBase64url } from '#lib/core/sharing/link-key.ts'
import { ChannelLink, openChannel, whenOpen } from './channel-link.ts'
import type { PeerLink } from './peer-link.ts'

/** What is carried by hand: a half of a connection's description. */
const half = v.strictObject({
  v: v.literal(1),
  type: v.picklist(['offer', 'answer']),
  sdp: v.pipe(v.string(), v.maxLength(20_000)),
})
const MOST_TEXT = 40_000
/** So long the search for ways out may take. */
const GATHER_MS = 4000
/** So long the other half may be on its way: people carry it. */
const CARRY_MS = 30 * 60_000

async function flate(bytes: Uint8Array<ArrayBuffer>, how: CompressionStream | DecompressionStream) {
  const stream = new Blob([bytes]).stream().pipeThrough(how)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function write(description: RTCSessionDescription | null): Promise<string> {
  const text = JSON.stringify({ v: 1, type: description?.type, sdp: description?.sdp })
  return base64url(await flate(new TextEncoder().encode(text), new CompressionStream('deflate-raw')))
}

async function read(text: string, type: 'offer' | 'answer'): Promise<RTCSessionDescriptionInit | null> {
  const bare = text.replace(/\s+/g, '')
  if (bare.length > MOST_TEXT || !/^[\w-]+$/.test(bare)) return null
  try {
    const bytes = await flate(fromBase64url(bare), new DecompressionStream('deflate-raw'))
    const parsed = v.safeParse(half, JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success && parsed.output.type === type ? { type, sdp: parsed.output.sdp } : null
  } catch {
    // Not what this app writes, or not all of it.
    return null
  }
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS)
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return
      clearTimeout(timer)
      resolve()
    })
  })
}

async function linkOf(connection: RTCPeerConnection, channel: RTCDataChannel): Promise<PeerLink | null> {
  const open = await whenOpen(channel, connection, CARRY_MS)
  if (open) return new ChannelLink(crypto.randomUUID(), open, () => connection.close())
  connection.close()
  return null
}

export interface Call {
  text: string
  /** Takes the other's answer; null when it is none. */
  answered(text: string): Promise<PeerLink | null>
  close(): void
}

/** Half of a connection without any server: its text goes to the other side, whose answer comes back. */
export async function callByHand(iceServers: RTCIceServer[]): Promise<Call> {
  const connection = new RTCPeerConnection({ iceServers })
  const channel = openChannel(connection)
  await connection.setLocalDescription(await connection.createOffer())
  await gathered(connection)
  return {
    text: await write(connection.localDescription),
    async answered(text) {
      const answer = await read(text, 'answer')
      if (!answer) return null
      try {
        await connection.setRemoteDescription(answer)
      } catch {
        // An answer to another call.
        return null
      }
      return linkOf(connection, channel)
    },
    close: () => connection.close(),
  }
}

/** Answers a call; null when it is none. The link is there once the answer has arrived. */
export async function answerByHand(
  text: string,
  iceServers: RTCIceServer[],
): Promise<{ text: string; link: Promise<PeerLink | null> } | null> {
  const offer = await read(text, 'offer')
  if (!offer) return null
  const connection = new RTCPeerConnection({ iceServers })
  const channel = openChannel(connection)
  try {
    await connection.setRemoteDescription(offer)
    await connection.setLocalDescription(await connection.createAnswer())
  } catch {
    connection.close()
    return null
  }
  await gathered(connection)
  return { text: await write(connection.localDescription), link: linkOf(connection, channel) }
}
