import { describe, expect, it } from 'vitest'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { embedPage } from '#tests/support/outside/spotify.ts'
import { foundIn, readEmbedPage } from './embed.ts'

/** As the page was before August 2022: one script of URL-encoded JSON. */
const old = `<html><body><script id="resource" type="application/json">
${encodeURIComponent(
  JSON.stringify({
    type: 'track',
    name: 'Low Tide',
    id: 'T1',
    artists: [{ name: 'The Lanterns' }, { name: 'Ana Ríos' }],
    duration: { totalMilliseconds: 8000 },
    visualIdentity: {
      image: [
        { url: 'https://i.scdn.co/a', maxWidth: 64 },
        { url: 'https://i.scdn.co/b', maxWidth: 640 },
      ],
    },
  }),
)}
</script></body></html>`

describe('an embed page', () => {
  it('is read in the layout of today', () => {
    const { layout, entity } = readEmbedPage(embedPage('album', HARBOUR.id))
    expect(layout).toBe('2022-08')
    expect(foundIn(entity, { kind: 'album', id: HARBOUR.id })).toMatchObject({
      collection: { title: 'Glass Harbour', artist: 'The Lanterns', releaseDate: '2024-03-08' },
      total: 3,
    })
  })

  it('is read in the layout of before', () => {
    const { layout, entity } = readEmbedPage(old)
    expect(layout).toBe('2018')
    expect(foundIn(entity, { kind: 'track', id: 'T1' }).items[0]).toMatchObject({
      artist: 'The Lanterns, Ana Ríos',
      durationMs: 8000,
      coverUrl: 'https://i.scdn.co/b',
    })
  })

  it.each([
    ['empty', ''],
    ['without its data', '<html></html>'],
    ['with data cut in the middle', '<script id="__NEXT_DATA__" type="application/json">{"props":{</script>'],
    ['with other data', '<script id="__NEXT_DATA__" type="application/json">{"props":{}}</script>'],
    ['with a percent sign too many', '<script id="resource">%E0%A4%A</script>'],
    ['hostile', `${'<script id="__NEXT_DATA__" '.repeat(20_000)}>`],
  ])('that is %s says that its layout is not known', (_what, html) => {
    expect(() => readEmbedPage(html)).toThrow(/layout/)
  })
})
