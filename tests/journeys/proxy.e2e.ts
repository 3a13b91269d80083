import { createServer } from 'node:http'
import { expect } from '@playwright/test'
import { test } from './journey.ts'

const SONG = 'https://files.example.com/song-1.wav'

test('the page reaches the proxy beside it: metadata, a cover that shows, sound that plays', async ({
  page,
}) => {
  await page.goto('/')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  const meta = await page.evaluate(async () => {
    const answer = await fetch('/proxy/meta?url=https://open.spotify.com/album/A000000000000000000001')
    return (await answer.json()) as { collection: { coverUrl: string } }
  })
  expect(meta).toMatchObject({ ok: true, kind: 'album', total: 3, collection: { title: 'Glass Harbour' } })

  const width = await page.evaluate(async (cover) => {
    const image = new Image()
    image.src = `/proxy/cover?url=${encodeURIComponent(cover)}`
    await image.decode()
    return image.naturalWidth
  }, meta.collection.coverUrl)
  expect(width).toBe(1)

  const seconds = await page.evaluate(async (song) => {
    const sound = new Audio(`/proxy/audio?src=${encodeURIComponent(song)}`)
    await new Promise((done, fail) => {
      sound.addEventListener('loadedmetadata', done)
      sound.addEventListener('error', fail)
    })
    // A jump asks for the middle by its range.
    sound.currentTime = 7
    await new Promise((done) => sound.addEventListener('seeked', done))
    return sound.duration
  }, SONG)
  expect(seconds).toBe(10)
})

test('a page elsewhere cannot use it, not even by a picture', async ({ page, baseURL }) => {
  const foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>elsewhere</title>')
  })
  await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done))
  const address = foreign.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    await page.goto(`http://127.0.0.1:${port}/`)
    const outcomes = await page.evaluate(async (proxy) => {
      const asked = await fetch(`${proxy}/health`).then(
        () => 'answered',
        () => 'refused',
      )
      const image = new Image()
      image.src = `${proxy}/cover?url=${encodeURIComponent('https://i.scdn.co/image/cover1-640')}`
      const shown = await image.decode().then(
        () => 'shown',
        () => 'refused',
      )
      return [asked, shown]
    }, `${baseURL}/proxy`)
    expect(outcomes).toEqual(['refused', 'refused'])
  } finally {
    foreign.close()
  }
})
