import { TRACKS } from './catalogue.ts'
import { file, json, type Question, type Service } from './reply.ts'
import { PICTURE, songOf } from './song.ts'

export const SIDECAR_KEY = 'canary-sidecar-key-0123456789'

/** An own instance of cobalt at home: it knows the fake videos. */
export const cobalt: Service = (question) => {
  const { path, method, headers, body } = question
  const n = /^\/tunnel\/(\d+)$/.exec(path)?.[1]
  const track = TRACKS.find((one) => String(one.n) === n)
  if (track) return file(question, songOf(track), 'audio/wav')
  if (path !== '/' || method !== 'POST') return null
  const refused = (code: string) => json({ status: 'error', error: { code } }, 400)
  if (headers['authorization'] !== `Api-Key ${SIDECAR_KEY}`) return refused('error.api.auth.key.invalid')
  const asked: unknown = JSON.parse(body)
  const link = JSON.stringify(asked)
  const video = TRACKS.find((one) => link.includes(`lowtide000${one.n}`))
  if (!video) return refused('error.api.content.video.unavailable')
  return json({
    status: 'tunnel',
    url: `http://${headers['host']}/tunnel/${video.n}`,
    filename: `${video.artist} - ${video.title}.wav`,
  })
}

/** Deliveries that `hooks.example.com` took. */
export const deliveries: Question[] = []

/** Takes everything but what is sent to `/no`. */
export const hooks: Service = (question) => {
  deliveries.push(question)
  return json({ taken: question.path !== '/no' }, question.path === '/no' ? 500 : 200)
}

export const pictures: Service = () => ({
  status: 200,
  headers: { 'content-type': 'image/png' },
  body: PICTURE,
})
