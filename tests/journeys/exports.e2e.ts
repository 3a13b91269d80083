import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { parseMidi } from 'midi-file'
import { parseBuffer } from 'music-metadata'
import { validateXML } from 'xmllint-wasm'
import { holdQueue, seed } from '../support/seed-library.ts'
import { SEPARATED_TITLES, separatedAlbum } from '../support/seed-separated.ts'
import { wrongs } from './axe.ts'
import { test } from './journey.ts'
import { bytesOf, withoutSaveDialog } from './saved.ts'

const SECONDS = 5
/** Half a second of silence is cut to 0.05 s, and silence is put before until bar 1 is on a bar line: bars are 2 s long. */
const BAR_S = 2

async function openAlbum(page: Page): Promise<void> {
  await withoutSaveDialog(page)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  await holdQueue(page)
  const { library, bytes } = await separatedAlbum(SECONDS)
  await seed(page, library, bytes.flat())
  for (const other of page.context().pages()) if (other !== page) await other.close()
  await page.reload()
  await page.getByRole('link', { name: SEPARATED_TITLES[0] }).waitFor()
}

const chip = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

async function turnOn(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    const button = chip(page, name)
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
  }
}

test('an album goes through loudness, trim and minus-one into FLAC, MP3, a stem file and a DAWproject in one batch', async ({
  page,
}) => {
  test.setTimeout(6 * 60_000)
  await openAlbum(page)

  await test.step('the album is chosen from a song’s menu', async () => {
    await page.getByRole('button', { name: `More for ${SEPARATED_TITLES[0]}` }).click()
    await page.getByRole('menuitem', { name: 'Export the album (3 songs)…' }).click()
    await expect(page.getByRole('dialog', { name: 'Export 3 songs' })).toBeVisible()
  })

  await test.step('the recipe is put together', async () => {
    await page.getByRole('button', { name: /^Minus one/ }).click()
    await turnOn(page, 'FLAC 24-bit', 'MP3 320', 'Stem file for DJs (.stem.mp4)', 'DAWproject')
    await turnOn(page, 'REAPER project', 'MIDI: tempo, beats, chords', 'Rekordbox XML', 'Playlist (M3U8)')
    await turnOn(page, 'Audacity labels: beats')
    await expect(page.getByRole('radio', { name: '−14' })).toBeChecked()
    await page.getByRole('switch', { name: 'Cut silence at both ends' }).click()
    await page
      .getByLabel('Beginning')
      .selectOption({ label: 'Silence before, so that bar 1 is on a bar line' })
    await expect(page.getByText(/^Søren Ñandú - First Light \[120 F#m\] \(no vocals\)\.\w+$/)).toBeVisible()
    await expect(page.getByText(/^\d+ files, about/)).toBeVisible()
    expect(await wrongs(page)).toEqual([])
  })

  const files = await test.step('it is made and saved', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
    await expect(page.getByText('Søren Ñandú - Short Album is ready to be saved')).toBeVisible({
      timeout: 240_000,
    })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const zip = await download
    expect(zip.suggestedFilename()).toBe('Søren Ñandú - Short Album.zip')
    return unzipSync(new Uint8Array(await bytesOf(zip)))
  })
  const named = (ending: string) => Object.entries(files).filter(([name]) => name.endsWith(ending))

  await test.step('sound opens elsewhere, is as long as it should be, and is tagged', async () => {
    for (const [ending, mime] of [
      ['.flac', 'audio/flac'],
      ['.mp3', 'audio/mpeg'],
      ['.stem.mp4', 'audio/mp4'],
    ] as const) {
      const all = named(ending)
      expect(all, ending).toHaveLength(3)
      for (const [name, bytes] of all) {
        const { format, common } = await parseBuffer(bytes, mime)
        // From one bar before the sound to its end: the song's own length, its silence made whole bars.
        expect(Math.abs((format.duration ?? 0) - (SECONDS - 0.5 + BAR_S)), name).toBeLessThan(0.1)
        expect(SEPARATED_TITLES.some((title) => common.title?.includes(title))).toBe(true)
        expect(common).toMatchObject({ artist: 'Søren Ñandú', album: 'Short Album', year: 2026 })
      }
    }
  })

  await test.step('papers are read by programs that we did not write', async () => {
    for (const [, bytes] of named('.dawproject')) {
      const inside = unzipSync(bytes)
      expect(Object.keys(inside)).toHaveLength(6)
      for (const [file, xsd] of [
        ['project', 'Project'],
        ['metadata', 'MetaData'],
      ] as const) {
        const contents = new TextDecoder().decode(inside[`${file}.xml`])
        const schema = readFileSync(join(import.meta.dirname, `../fixtures/dawproject/${xsd}.xsd`), 'utf8')
        const { errors } = await validateXML({ xml: { fileName: 'it.xml', contents }, schema })
        expect(errors).toEqual([])
      }
    }
    expect(named('.dawproject')).toHaveLength(3)
    for (const [, bytes] of named('.mid')) {
      const { tracks } = parseMidi(bytes)
      expect(tracks[0]?.filter(({ type }) => type === 'timeSignature')).toMatchObject([{ numerator: 4 }])
    }
    const rekordbox = new TextDecoder().decode(named('.xml')[0]?.[1])
    const { errors } = await validateXML({
      xml: { fileName: 'it.xml', contents: rekordbox },
      normalization: 'format',
    })
    expect(errors).toEqual([])
    expect(rekordbox.match(/<TRACK TrackID/g)).toHaveLength(3)
    const beats = new TextDecoder().decode(named('beats.txt')[0]?.[1]).split('\n')
    expect(beats[0]?.split('\t')[0]).toBe('0.000000')
    expect(named('.m3u8')).toHaveLength(1)
    expect(named('.rpp')).toHaveLength(3)
  })

  await test.step('ffprobe finds five tracks in each stem file, and no fault in any sound', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sfa-exports-'))
    try {
      for (const [name, bytes] of [...named('.stem.mp4'), ...named('.flac'), ...named('.mp3')]) {
        const path = join(folder, 'sound' + name.slice(name.lastIndexOf('.')))
        writeFileSync(path, bytes)
        const streams = soundStreams(path)
        if (streams !== null) expect(streams, name).toBe(name.endsWith('.mp4') ? 5 : 1)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** How many streams of sound ffprobe finds; null where it is not installed. */
function soundStreams(path: string): number | null {
  try {
    const args = [
      '-v',
      'error',
      '-select_streams',
      'a',
      '-show_entries',
      'stream=index',
      '-of',
      'csv=p=0',
      path,
    ]
    return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split(/\s+/).length
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
