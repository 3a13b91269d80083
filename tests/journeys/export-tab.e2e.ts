import { expect, type Page } from '@playwright/test'
import { holdQueue, seed } from '../support/seed-library.ts'
import { separatedAlbum } from '../support/seed-separated.ts'
import { wrongs } from './axe.ts'
import { test } from './journey.ts'
import { bytesOf, withoutSaveDialog } from './saved.ts'

const SECONDS = 5
const RATE = 44_100

/** What each stretch of sound that goes to the loudspeakers reached, where a page looks at `heard`. */
function listenIn(): void {
  const connect = AudioNode.prototype.connect
  const taps = new Map<BaseAudioContext, AnalyserNode>()
  AudioNode.prototype.connect = function (this: AudioNode, ...args: [never]) {
    const [to] = args as unknown as [unknown]
    if (to instanceof AudioDestinationNode) {
      const tap = taps.get(this.context) ?? new AnalyserNode(this.context, { fftSize: 32_768 })
      taps.set(this.context, tap)
      Reflect.apply(connect, this, [tap])
    }
    return Reflect.apply(connect, this, args) as unknown
  } as unknown as typeof connect
  Object.assign(globalThis, {
    heard: () => {
      const tap = [...taps.entries()].findLast(([{ state }]) => state === 'running')?.[1]
      const samples = new Float32Array(tap?.fftSize ?? 0)
      tap?.getFloatTimeDomainData(samples)
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    },
  })
}

/** A folder of the page stands for one that a person chooses: its like is kept and asked for in the same way. */
function folderToChoose(): void {
  const handle = FileSystemHandle.prototype as FileSystemHandle & Record<string, unknown>
  let isAllowed = sessionStorage.getItem('chosen') === null
  Object.assign(handle, {
    queryPermission: () => Promise.resolve(isAllowed ? 'granted' : 'prompt'),
    requestPermission: () => {
      isAllowed = true
      sessionStorage.setItem('asked', 'again')
      return Promise.resolve('granted')
    },
  })
  Object.assign(globalThis, {
    showDirectoryPicker: async () => {
      sessionStorage.setItem('chosen', 'yes')
      return (await navigator.storage.getDirectory()).getDirectoryHandle('music', { create: true })
    },
  })
}

/** The page believes to be on a system where files can be dragged out. */
async function onWindows(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const userAgent = await page.evaluate(() => navigator.userAgent)
  await devtools.send('Emulation.setUserAgentOverride', {
    userAgent,
    userAgentMetadata: {
      brands: [{ brand: 'Chromium', version: '140' }],
      ...{ platform: 'Windows', platformVersion: '15', architecture: 'x86', model: '', mobile: false },
    },
  })
}

async function openSong(page: Page): Promise<void> {
  await withoutSaveDialog(page)
  await page.addInitScript(listenIn)
  await page.addInitScript(folderToChoose)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  await holdQueue(page)
  const { library, bytes } = await separatedAlbum(SECONDS)
  await seed(page, library, bytes.flat())
  for (const other of page.context().pages()) if (other !== page) await other.close()
  await onWindows(page)
  await page.goto('/track/sep0')
  await page.getByRole('tab', { name: 'Export' }).waitFor()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

const heardDb = async (page: Page) =>
  20 * Math.log10((await page.evaluate(() => (globalThis as unknown as { heard(): number }).heard())) + 1e-6)

/** Files below the chosen folder, with their sizes. */
const inFolder = (page: Page) =>
  page.evaluate(async () => {
    const found: Record<string, number> = {}
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${path}${name}/`)
        else found[path + name] = (await (handle as FileSystemFileHandle).getFile()).size
      }
    }
    const root = await navigator.storage.getDirectory()
    await walk(await root.getDirectoryHandle('music', { create: true }), '')
    return found
  })

test('a stem is pulled out of the page, a recipe is heard, kept and undone, and a folder is filled over a reload', async ({
  page,
}) => {
  test.setTimeout(4 * 60_000)
  await openSong(page)

  await test.step('a lane’s handle gives a whole WAV that the browser fetches by itself', async () => {
    const handle = page.getByRole('group', { name: 'Vocals' }).locator('.handle')
    await handle.hover()
    await expect(handle).toHaveAttribute('draggable', 'true')
    const text = await handle.evaluate((element) => {
      const dataTransfer = new DataTransfer()
      element.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }))
      return dataTransfer.getData('DownloadURL')
    })
    expect(text).toMatch(/^audio\/wav:Søren Ñandú - .+ \(vocals\)\.wav:blob:http/)
    const download = page.waitForEvent('download')
    await page.evaluate(
      (url) => {
        const link = document.createElement('a')
        Object.assign(link, { href: url, download: 'vocals.wav' }).click()
      },
      text.slice(text.indexOf('blob:')),
    )
    const bytes = await bytesOf(await download)
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF')
    expect(Math.abs(bytes.length - SECONDS * RATE * 6)).toBeLessThan(200)
  })

  await page.getByRole('tab', { name: 'Export' }).click()

  await test.step('what a trim takes is told beside the waveform', async () => {
    await page.getByRole('switch', { name: 'Cut silence at both ends' }).click()
    await expect(page.getByText(/^Silence that goes: 0\.[45] s at the beginning/)).toBeVisible()
    await page.getByRole('switch', { name: 'Cut silence at both ends' }).click()
  })

  await test.step('before and after differ by the gain that is told', async () => {
    await page.getByRole('radio', { name: 'Gain' }).click()
    await page.getByLabel('Gain (dB)').fill('-12')
    await page.getByLabel('Gain (dB)').press('Enter')
    const listen = page.getByRole('group', { name: 'Before and after' })
    await listen.getByRole('button', { name: 'Before' }).click()
    await expect(listen.getByRole('status')).toHaveText(/^−12\.0 dB; this stretch is then at −\d+\.\d LUFS$/)
    await expect.poll(() => heardDb(page)).toBeGreaterThan(-20)
    // The last 0.7 s hold more than one beat of the seeded sound, which is the same every half second.
    let last = 0
    const moved = async () => Math.abs(last - (last = await heardDb(page)))
    await expect.poll(moved).toBeLessThan(0.2)
    const before = await heardDb(page)
    await listen.getByRole('button', { name: 'After' }).click()
    await expect.poll(async () => Math.abs((await heardDb(page)) - before + 12)).toBeLessThan(0.5)
    await listen.getByRole('button', { name: 'Stop' }).click()
    await expect(listen.getByText('Ten seconds from the playhead.')).toBeVisible()
    expect(await wrongs(page)).toEqual([])
  })

  await test.step('a recipe is kept with the song, is there after a reload, and is undone', async () => {
    const own = page.getByRole('switch', { name: 'Keep this processing for the song' })
    await own.click()
    await expect(own).toBeChecked()
    await page.reload()
    await page.getByRole('tab', { name: 'Export' }).click()
    await expect(own).toBeChecked()
    await expect(page.getByLabel('Gain (dB)')).toHaveValue('-12')
    await own.click()
    await expect(own).not.toBeChecked()
    await page.reload()
    await page.getByRole('tab', { name: 'Export' }).click()
    await expect(page.getByRole('radio', { name: 'As it is' })).toBeChecked()
    await expect(own).not.toBeChecked()
  })

  await test.step('an export goes on over a reload, and asks for its folder again', async () => {
    for (const name of ['MP3 320', 'MP3 V0', 'AAC 256'])
      await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('radio', { name: 'A folder' }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const card = page.getByRole('article')
    await card.getByText('Files', { exact: true }).click()
    await expect(card.getByRole('button', { name: /^Save / }).first()).toBeVisible()
    await expect(card.getByRole('progressbar')).toBeVisible()
    await page.reload()
    await page.getByRole('tab', { name: 'Export' }).click()
    await expect(card.getByText(/^16 files, /)).toBeVisible({ timeout: 120_000 })
    await expect(page.getByText(/is ready to be saved$/)).toBeVisible()
    expect(await inFolder(page)).toEqual({})
    await card.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/is saved$/)).toBeVisible()
    expect(await page.evaluate(() => sessionStorage.getItem('asked'))).toBe('again')
    const files = await inFolder(page)
    expect(Object.keys(files)).toHaveLength(16)
    expect(Object.values(files).every((size) => size > 10_000)).toBe(true)
    await page.reload()
    await page.getByRole('tab', { name: 'Export' }).click()
    await expect(card).toBeVisible()
    // What was made and saved before is no news.
    expect(await page.getByText(/(is saved|is ready to be saved)$/).count()).toBe(0)
  })
})
