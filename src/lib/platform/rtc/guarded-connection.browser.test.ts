import { afterEach, expect, it } from 'vitest'
import { GuardedConnection } from './guarded-connection.ts'

const all: RTCPeerConnection[] = []
const made = (connection: RTCPeerConnection) => {
  all.push(connection)
  return connection
}

afterEach(() => {
  for (const connection of all.splice(0)) connection.close()
})

const reached = (connection: RTCPeerConnection, state: RTCSignalingState) =>
  new Promise<void>((resolve) => {
    const look = () => connection.signalingState === state && resolve()
    connection.addEventListener('signalingstatechange', look)
    look()
  })

/** As the library that introduces makes an offer anew that has lain for a minute. */
async function offerAnew(connection: RTCPeerConnection): Promise<void> {
  await connection.setLocalDescription({ type: 'rollback' })
  connection.restartIce()
  await connection.setLocalDescription(await connection.createOffer({ iceRestart: true }))
}

it('an offer that has lain for long and is made anew still leads two together', async () => {
  const here = made(new GuardedConnection())
  const there = made(new GuardedConnection())
  const channel = here.createDataChannel('data')
  here.addEventListener('negotiationneeded', () => void here.setLocalDescription())
  await reached(here, 'have-local-offer')
  await offerAnew(here)
  const sent = here.localDescription
  if (!sent) throw new Error('there is no offer')
  here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined)
  there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined)
  await there.setRemoteDescription(sent)
  await there.setLocalDescription()
  const open = new Promise((resolve) => channel.addEventListener('open', resolve, { once: true }))
  if (there.localDescription) await here.setRemoteDescription(there.localDescription)
  await open
  expect(channel.readyState).toBe('open')
})
