import { readFileSync, writeFileSync } from 'node:fs'
import { expect, type BrowserContext, type Page } from '@playwright/test'
import { originalKey } from '#lib/core/domain/keys.ts'
import { holdQueue, seed } from '../support/seed-library.ts'
import { SEPARATED_TITLES, separatedAlbum } from '../support/seed-separated.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'
import { withoutSaveDialog } from './saved.ts'
import { songFile } from './song-file.ts'

async function started(context: BrowserContext): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  await withoutSaveDialog(page)
  await page.goto('/')
  await opened(page)
  return page
}

/** Three separated songs, the first with the file it came as. Nothing at work. */
async function filled(page: Page): Promise<void> {
  const { library, bytes } = await separatedAlbum()
  const file = songFile(5, 1)
  const [first] = library.tracks
  if (first?.file) Object.assign(first, { file: { ...first.file, bytes: file.length } })
  await holdQueue(page)
  await seed(page, { ...library, settings: [{ key: 'autoAnalyse', value: false }] }, [
    ...bytes.flat(),
    { key: originalKey('sep0', 0), bytes: new Uint8Array(file) },
  ])
}

/** The sha256 of everything in the store of bytes that a backup holds, by key. */
function digests(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('sfa-bytes')
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => resolve(opening.result)
    })
    const rows = await new Promise<{ key: string; bytes: Blob }[]>((resolve, reject) => {
      const asked = db.transaction('bytes').objectStore('bytes').getAll()
      asked.onerror = () => reject(asked.error)
      asked.onsuccess = () => resolve(asked.result as { key: string; bytes: Blob }[])
    })
    db.close()
    const held = rows.filter(({ key }) => key.startsWith('stems/') || key.includes('/file/'))
    const all = held.map(async ({ key, bytes }) => {
      const hash = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer())
      return [key, new Uint8Array(hash).toHex()] as const
    })
    return Object.fromEntries(await Promise.all(all))
  })
}

async function offer(page: Page, path: string): Promise<void> {
  await page.goto('/settings#backup')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a backup' }).click()
  await (await chooser).setFiles(path)
}

async function restored(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
}

test('backup, wipe, restore elsewhere: stems are the same byte for byte; a spoiled one gives what is whole, and a list', async ({
  profile,
}, info) => {
  const whole = info.outputPath('library.sfa')
  const selection = info.outputPath('one.sfa')
  const page = await started(await profile.open())

  const before = await test.step('the library becomes one file', async () => {
    await filled(page)
    await page.goto('/settings#backup')
    await page.reload()
    await page.getByRole('radio', { name: 'Stems too' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Back up', exact: true }).click()
    await (await download).saveAs(whole)
    await expect(page.getByText('The backup is written')).toBeVisible()
    const all = await digests(page)
    expect(Object.keys(all).filter((key) => key.startsWith('stems/')).length).toBeGreaterThanOrEqual(12)
    await page.context().close()
    return all
  })

  await test.step('on another profile it comes back, bit for bit', async () => {
    const other = await started(await profile.open('other'))
    await offer(other, whole)
    const look = other.getByRole('dialog', { name: 'Restore “library.sfa”?' })
    await expect(look).toContainText('3 songs')
    await expect(look).toContainText('None of them is here yet.')
    await restored(other)
    await expect(other.getByText('3 songs restored, 3 of them new, 3 separations.')).toBeVisible()
    expect(await digests(other)).toEqual(before)
    await other.goto('/')
    const songs = other.getByRole('list', { name: 'Songs' }).getByRole('listitem')
    for (const title of SEPARATED_TITLES)
      await expect(songs.filter({ hasText: title })).toContainText('4 stems')
    await other.getByRole('button', { name: 'Select songs' }).click()
    await other.getByRole('checkbox', { name: 'First Light' }).click()
    await other.getByRole('button', { name: 'Back up', exact: true }).click()
    const dialog = other.getByRole('dialog', { name: 'Back up 1 song' })
    const download = other.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Back up', exact: true }).click()
    await (await download).saveAs(selection)
    await other.context().close()
  })

  await test.step('one with a flipped bit and no end gives what is whole, and a list of what is not', async () => {
    const spoiled = info.outputPath('spoiled.sfa')
    const bytes = readFileSync(whole)
    const manifest = bytes.lastIndexOf('manifest.json', bytes.length - 2000)
    // The last piece of the second song, and everything after the third's pack.
    const second = bytes.indexOf('songs/000002/pack.json')
    bytes.writeUInt8(bytes.readUInt8(second - 5000) ^ 1, second - 5000)
    writeFileSync(spoiled, bytes.subarray(0, manifest))
    const last = await started(await profile.open('last'))
    await offer(last, selection)
    await expect(last.getByRole('dialog')).toContainText('1 song,')
    await last.getByRole('button', { name: 'Not now' }).click()
    await offer(last, spoiled)
    await expect(last.getByRole('dialog')).toContainText('The file was cut off')
    await restored(last)
    await expect(last.getByText('3 songs restored, 3 of them new, 2 separations.')).toBeVisible()
    const download = last.waitForEvent('download')
    await last.getByRole('button', { name: 'Save the list' }).click()
    const list = readFileSync(await (await download).path(), 'utf8')
    expect(list).toMatch(/"Stems","[^"]+","damaged in the backup"/)
    expect(list).toContain('the backup was cut off')
    const got = await digests(last)
    expect(Object.keys(got).length).toBeLessThan(Object.keys(before).length)
    for (const [key, hash] of Object.entries(got)) expect(hash, key).toBe(before[key])
    const again = await last.evaluate(async () => {
      const blob = await new Response(await globalThis.sfa?.backup()).blob()
      return globalThis.sfa?.restore(blob)
    })
    expect(again).toMatchObject({ songs: 3, fresh: 0, stems: 0, missing: [] })
  })
})
