import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import type { AnalysisFields } from '#lib/core/domain/analysis-fields.ts'
import type {
  AnalyseWish,
  Exported,
  ExportWish,
  JobInfo,
  Region,
  SoundForge,
  TrackInfo,
} from '#lib/app/door/sound-forge.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { ROOT, run } from '../run/command.ts'
import { startSite, type Site } from '../site/static-site.ts'
import { drive } from './browser.ts'

export const BUILD = join(ROOT, 'build')

/** Makes the model and the build where they are missing. */
export async function ensureBuild(): Promise<void> {
  if (existsSync(join(BUILD, '_headers'))) return
  const ok =
    (await run('node', ['models/prepare.ts'], 10)) &&
    (await run('vite', ['build', '--logLevel', 'warn'], 10)) &&
    (await run('node', ['tests/support/finish-build.ts'], 1))
  if (!ok) throw new Error('the build failed')
}

/** The built app in a headless browser, spoken to through `window.sfa`. */
export class Forge {
  readonly page: Page
  readonly browser: Browser
  readonly site: Site
  readonly #close: () => Promise<void>
  readonly #watchers = new Map<string, (job: JobInfo) => void>()

  private constructor(page: Page, browser: Browser, site: Site, close: () => Promise<void>) {
    this.page = page
    this.browser = browser
    this.site = site
    this.#close = close
  }

  static async open(profile: string, gpu = false): Promise<Forge> {
    const site = await startSite(BUILD, 0)
    const { page, browser, close } = await drive(profile, gpu)
    const forge = new Forge(page, browser, site, close)
    await page.exposeFunction('sfaTell', (job: JobInfo) => forge.#watchers.get(job.id)?.(job))
    await page.goto(site.url)
    await page.waitForFunction(() => globalThis.sfa !== undefined)
    return forge
  }

  async close(): Promise<void> {
    await this.#close()
    await this.site.close()
  }

  /** Hands a file on this disk to the page, of any size, and waits until it can be played. */
  async importFile(path: string): Promise<TrackInfo> {
    await this.page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'sfa-file'
      input.hidden = true
      document.body.append(input)
    })
    const input = this.page.locator('#sfa-file')
    await input.setInputFiles(path)
    const [id = ''] = await input.evaluate(async (element: HTMLInputElement) => {
      const forge = globalThis.sfa as SoundForge
      const ids = await forge.importFiles([...(element.files ?? [])])
      element.remove()
      return ids
    })
    for (;;) {
      const track = (await this.tracks()).find((one) => one.id === id)
      if (track?.state === 'ready') return track
      if (!track || track.fault)
        throw new Error(`${path}: ${track?.fault?.code ?? 'it is not in the library'}`)
      await this.page.waitForTimeout(100)
    }
  }

  /** Runs an analysis to its end and answers with what was found; throws with the fault when it fails. */
  async analyse(trackId: string, wish: AnalyseWish = {}): Promise<AnalysisFields> {
    return this.page.evaluate(
      async ([id, what]) => {
        const forge = globalThis.sfa as SoundForge
        const jobId = await forge.analyse(id, what)
        const job = await new Promise<JobInfo>((resolve) => {
          const stop = forge.watch(jobId, (now) => {
            if (!['done', 'failed', 'cancelled'].includes(now.state)) return
            queueMicrotask(() => stop())
            resolve(now)
          })
        })
        const found = await forge.analysis(id, what.source)
        if (job.state !== 'done' || !found) {
          throw new Error(`the analysis ${job.state}: ${job.fault?.code ?? ''} ${job.fault?.detail ?? ''}`)
        }
        return found
      },
      [trackId, wish] as const,
    )
  }

  tracks(): Promise<TrackInfo[]> {
    return this.page.evaluate(() => (globalThis.sfa as SoundForge).tracks())
  }

  /** Runs a separation to its end; throws with the fault when it fails. */
  async separate(
    trackId: string,
    wish: { model?: string; region?: Region },
    tell: (job: JobInfo) => void,
  ): Promise<JobInfo> {
    const jobId = await this.page.evaluate(
      ([id, what]) => (globalThis.sfa as SoundForge).separate(id, what),
      [trackId, wish] as const,
    )
    const end = await new Promise<JobInfo>((resolve) => {
      this.#watchers.set(jobId, (job) => {
        tell(job)
        if (['done', 'failed', 'cancelled'].includes(job.state)) resolve(job)
      })
      void this.page.evaluate((id) => {
        const { sfaTell } = globalThis as unknown as { sfaTell(job: JobInfo): void }
        ;(globalThis as unknown as { sfaStop: () => void }).sfaStop = (globalThis.sfa as SoundForge).watch(
          id,
          (job) => sfaTell(job),
        )
      }, jobId)
    })
    await this.page.evaluate(() => (globalThis as unknown as { sfaStop: () => void }).sfaStop())
    if (end.state !== 'done') {
      throw new Error(`the separation ${end.state}: ${end.fault?.code ?? ''} ${end.fault?.detail ?? ''}`)
    }
    return end
  }

  /** Makes files of a song and brings them here, one after another; throws with the fault when one cannot be made. */
  async *export(
    trackId: string,
    wish: ExportWish,
  ): AsyncGenerator<Exported['files'][number] & { content: Buffer }> {
    const made = await this.page.evaluate(
      async ([id, what]) => {
        const forge = globalThis.sfa as SoundForge
        const { exportId, jobId } = await forge.export(id, what)
        const job = await new Promise<JobInfo>((resolve) => {
          const stop = forge.watch(jobId, (now) => {
            if (!['done', 'failed', 'cancelled'].includes(now.state)) return
            queueMicrotask(() => stop())
            resolve(now)
          })
        })
        const all = await forge.exported(exportId)
        const lost = all?.files.find(({ state }) => state !== 'made')
        if (job.state !== 'done' || !all || lost) {
          const why = lost?.fault ?? job.fault
          throw new Error(`the export ${job.state}: ${why?.code ?? ''} ${why?.detail ?? ''}`)
        }
        return all
      },
      [trackId, wish] as const,
    )
    for (const file of made.files) yield { ...file, content: await this.#bytesOf(file.id, file.bytes ?? 0) }
  }

  async #bytesOf(fileId: string, length: number): Promise<Buffer> {
    const STEP = 4_000_000
    const parts: Buffer[] = []
    for (let at = 0; at < length; at += STEP) {
      const text = await this.page.evaluate(
        async ([id, from, to]) => {
          const blob = await (globalThis.sfa as SoundForge).exportedFile(id)
          const bytes = new Uint8Array(await blob.slice(from, to).arrayBuffer())
          let part = ''
          for (let i = 0; i < bytes.length; i += 0x8000) {
            part += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
          }
          return btoa(part)
        },
        [fileId, at, Math.min(length, at + STEP)] as const,
      )
      parts.push(Buffer.from(text, 'base64'))
    }
    return Buffer.concat(parts)
  }

  /** Samples of a stretch of a stem; kept short, so that memory does not grow with the song. */
  async stem(trackId: string, stem: StemName, region: Region): Promise<[Float32Array, Float32Array]> {
    const texts = await this.page.evaluate(
      async ([id, name, range]) => {
        const { channels } = await (globalThis.sfa as SoundForge).stem(id, name, range)
        // As base64: floats written out as JSON would be many times larger and slower.
        return channels.map(({ buffer, byteOffset, byteLength }) => {
          const bytes = new Uint8Array(buffer, byteOffset, byteLength)
          let text = ''
          for (let at = 0; at < bytes.length; at += 0x8000) {
            text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
          }
          return btoa(text)
        })
      },
      [trackId, stem, region] as const,
    )
    const [left = '', right = ''] = texts
    const floats = (text: string) => new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer)
    return [floats(left), floats(right)]
  }
}
