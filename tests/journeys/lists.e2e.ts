import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { bytesOf } from './saved.ts'
import { songFile } from './song-file.ts'

const box = (page: Page) => page.getByLabel('Add music: paste a link or a list')
const songs = (page: Page) => page.getByRole('list', { name: 'Songs', exact: true })
const desk = (page: Page) => page.getByRole('dialog')
const tracks = (page: Page) => page.evaluate(async () => (await globalThis.sfa?.tracks()) ?? [])

/** Nothing here needs anything outside: what would ask is told that there is nobody. */
async function openAlone(page: Page): Promise<void> {
  await page.route('**/proxy/**', (route) => route.abort())
  await page.goto('/')
  await box(page).waitFor()
}

async function pasteAnywhere(page: Page, text: string): Promise<void> {
  await page.evaluate((all) => {
    const data = new DataTransfer()
    data.setData('text/plain', all)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, text)
}

/** 300 songs as people write them, with headings, prose, blank lines and links between. */
function messyList(): string {
  const shapes = [
    (n: number) => `${n}. Artist ${n} - Song ${n} (3:${10 + (n % 50)})`,
    (n: number) => `Artist ${n} – Song ${n}`,
    (n: number) => `[00:${10 + (n % 50)}:00] Artist ${n} — Song ${n}`,
    (n: number) => `"Song ${n}" by Artist ${n}`,
    (n: number) => `• Artist ${n}: "Song ${n}"`,
    (n: number) => `\u200bArtist ${n} | Song ${n} 4:0${n % 10}`,
  ]
  const lines = Array.from({ length: 300 }, (_, n) => shapes[n % shapes.length]?.(n) ?? '')
  return [
    'Tracklist: Messy night',
    '',
    ...lines.slice(0, 150),
    'what a night',
    '???',
    ...lines.slice(150),
  ].join('\n')
}

test('a messy list of 300 is looked at, mended, added, found again and taken back', async ({ page }) => {
  await openAlone(page)
  await pasteAnywhere(page, messyList())
  await expect(desk(page)).toContainText('Add “Messy night”')
  await expect(desk(page)).toContainText('300 songs, 2 lines not understood')
  expect(await tracks(page)).toEqual([])

  const title = page.getByLabel('Title of line 3', { exact: true })
  await title.fill('Mended')
  await title.press('Enter')
  await page.getByRole('checkbox', { name: 'Add Song 1', exact: true }).uncheck()
  await page.getByRole('tab', { name: 'Not understood (2)' }).click()
  await page.getByRole('button', { name: 'Take as a title: line 153' }).click()
  await page.getByRole('button', { name: 'Add 300 songs or links' }).click()
  await expect(page.getByText('300 songs added').first()).toBeVisible()
  const all = await tracks(page)
  expect(all).toHaveLength(300)
  expect(all.every((track) => track.state === 'listed')).toBe(true)
  expect(all.map((track) => track.title)).toEqual(
    expect.arrayContaining(['Mended', 'what a night', 'Song 299']),
  )

  await pasteAnywhere(page, messyList())
  await expect(desk(page)).toContainText('298 songs already here')
  await page.keyboard.press('Escape')
  await expect(desk(page)).toHaveCount(0)
  await pasteAnywhere(page, 'One more - Alpha\nOne more - Beta')
  await page.getByRole('button', { name: 'Add 2 songs or links' }).click()
  // The word of the first 300 may still stand there, with an Undo of its own.
  const said = page.locator('[data-sonner-toast]').filter({ hasText: /\b2 songs added/ })
  await said.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await tracks(page)).length).toBe(300)
})

const TABLE = [
  '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist URI(s)","Album Artist Name(s)","Album Release Date","Album Image URL","Disc Number","Track Number","Track Duration (ms)","Track Preview URL","Explicit","Popularity","ISRC","Added By","Added At"',
  ...Array.from({ length: 40 }, (_, n) => {
    const id = `0DiWol3AO6WpXZgp0go${String(100 + n)}`
    return `"spotify:track:${id}","Song ${n}, Part ""${n % 3}""","a","Tyler, The Creator","b","Album ${n}","a","Someone","2001-03-12","","1","${n}","${200_000 + n * 1000}","","false","1","GBDUW00${String(10_000 + n).slice(-5)}","",""`
  }),
].join('\r\n')

test('a table of a playlist becomes its songs in one list, once', async ({ page }) => {
  await openAlone(page)
  for (const time of [1, 2]) {
    await page.setInputFiles('[data-intake="files"]', {
      ...{ name: 'Late bus.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(`\ufeff${TABLE}`),
    })
    await expect(desk(page)).toContainText('Add “Late bus”')
    await expect(desk(page)).toContainText(
      time === 1 ? '40 new songs, 1 album or list' : '40 songs already here',
    )
    await page.getByRole('button', { name: 'Add 40 songs or links' }).click()
    await expect(desk(page)).toHaveCount(0)
  }
  const all = await tracks(page)
  expect(all).toHaveLength(40)
  expect(all).toContainEqual(
    expect.objectContaining({ title: 'Song 4, Part "1"', artist: 'Tyler, The Creator' }),
  )

  // The list goes out as a table, and that table is the same list.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Late bus csv')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const csv = await bytesOf(await download)
  await page.setInputFiles('[data-intake="files"]', {
    ...{ name: 'Late bus.csv', mimeType: 'text/csv' },
    buffer: csv,
  })
  await expect(desk(page)).toContainText('40 songs already here')
})

test('without a network and without a mouse songs are moved between albums and added', async ({
  page,
  context,
}) => {
  await openAlone(page)
  // Once it is installed nothing of it is fetched from afar.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await box(page).waitFor()
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Go to a song or place')).toBeFocused()
  await context.setOffline(true)
  await page.keyboard.type('links or a list')
  await page.keyboard.press('Enter')
  await page.getByLabel('Paste or type').focus()
  await page.keyboard.insertText(
    'Title,Artist,Album\nA,X,One\nB,X,One\nC,X,One\nD,X,One\nE,X,Two\nF,X,Two\nG,X,Two\nH,X,Two',
  )
  await page.keyboard.press('Control+Enter')
  await page.getByRole('tab', { name: 'Songs', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Albums and lists (2)' })).toBeFocused()
  const order = () => page.locator('[data-song] + .title').allTextContents()
  expect(await order()).toEqual([...'ABCDEFGH'])
  await page.getByRole('button', { name: 'D: Alt with an arrow key moves it' }).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('button', { name: 'D: Alt with an arrow key moves it' })).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  expect(await order()).toEqual([...'ABCEDFGH'])
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(await order()).toEqual([...'ABCDEFGH'])
  await page.getByRole('button', { name: 'A: Alt with an arrow key moves it' }).focus()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  // The list has scrolled along with the song.
  await expect.poll(async () => (await order()).slice(-3)).toEqual([...'GHA'])
  await page.getByRole('button', { name: 'Add 8 songs or links' }).focus()
  await page.keyboard.press('Enter')
  await expect(songs(page).getByRole('listitem')).toHaveCount(8)
})

test('with a mouse a song is dragged to another album, before the song it is dropped on', async ({
  page,
}) => {
  await openAlone(page)
  await pasteAnywhere(page, 'Title,Artist,Album\nA,X,One\nB,X,One\nC,X,Two\nD,X,Two')
  await page.getByRole('tab', { name: 'Albums and lists (2)' }).click()
  const order = () => page.locator('[data-song] + .title').allTextContents()
  const row = (title: string) => page.locator('.row').filter({ has: page.getByText(title, { exact: true }) })
  const two = page.getByRole('listitem').filter({ has: page.getByLabel('Artist of Two') })
  expect(await order()).toEqual([...'ABCD'])
  await row('A').dragTo(row('D'))
  expect(await order()).toEqual([...'BCAD'])
  await expect(two).toContainText('3 songs')
  // On the head of an album it goes to its end.
  await row('B').dragTo(two.getByText('3 songs'))
  expect(await order()).toEqual([...'CADB'])
  await page.keyboard.press('Control+z')
  expect(await order()).toEqual([...'BCAD'])
  await page.getByRole('button', { name: 'Add 4 songs or links' }).click()
  await expect(songs(page).getByRole('listitem')).toHaveCount(4)
})

test('what cannot be read is said at once, and nothing is written', async ({ page }) => {
  await openAlone(page)
  await box(page).fill('https://tidal.com/browse/track/77640617')
  await box(page).press('Enter')
  await expect(page.getByText('Links to tidal.com cannot be read.').first()).toBeVisible()
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true')
  expect(await tracks(page)).toEqual([])
})

test('a song written by hand gets its audio from a file that is dropped later', async ({ page }) => {
  await openAlone(page)
  await box(page).fill('Some Band - Beat and Bass (0:08)')
  await box(page).press('Enter')
  await page.getByRole('button', { name: 'Add 1 song or link' }).click()
  await expect(songs(page).getByRole('listitem')).toHaveCount(1)
  await page.setInputFiles('[data-intake="files"]', {
    ...{ name: 'Some Band - Beat and bass.wav', mimeType: 'audio/wav' },
    buffer: songFile(8, 3),
  })
  await expect(page.getByText('is “Beat and Bass” of your list')).toBeVisible()
  await expect
    .poll(async () => (await tracks(page)).map((track) => [track.title, track.state]))
    .toEqual([['Beat and Bass', 'ready']])
})

test('a song is added by hand, and a file is attached to it', async ({ page }) => {
  await openAlone(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('song by hand')
  await page.keyboard.press('Enter')
  const dialog = desk(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toContainText('A song needs a title.')
  await dialog.getByLabel('Title').fill('Bare Bones')
  await dialog.getByLabel('Artist').fill('Some Band')
  await page.keyboard.press('Enter')
  await expect(songs(page).getByRole('listitem')).toContainText(['Bare Bones'])
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach a file to Bare Bones' }).click()
  await (await chooser).setFiles({ name: 'whatever.wav', mimeType: 'audio/wav', buffer: songFile(4, 5) })
  await expect
    .poll(async () => (await tracks(page)).map((track) => [track.title, track.artist, track.state]))
    .toEqual([['Bare Bones', 'Some Band', 'ready']])
})
