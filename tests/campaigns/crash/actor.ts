import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright'
import { BROWSER_ARGS, BROWSER_ENV, findChromium } from '#tests/support/chromium.ts'
import type { Stage } from './stage.ts'

/** How often the processes of a page are killed, a second apart, until it says that it is gone. */
const MOST_KILLS = 10

const WITNESS = 'witness'

/** Where an actor appears, and what is put in front of each of its pages. */
export type Scene = Pick<Stage, 'site' | 'pageScript' | 'shared'>

/** A fresh folder for a profile, a copy of `base` where there is one. */
export function newFolder(base?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sfa-crash-'))
  if (base) cpSync(base, folder, { recursive: true, filter: (path) => !path.includes('/Singleton') })
  return folder
}

export const dropFolder = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })

/** A browser on a profile of its own that is killed and started again. */
export class Actor {
  readonly #stage: Scene
  readonly #folder: string
  #context: BrowserContext | null = null
  #page: Page | null = null
  #devtools: CDPSession | null = null
  #browser: number[] = []
  /** Errors that no code caught, in any page of this actor. */
  readonly uncaught: string[] = []

  constructor(stage: Scene, folder: string) {
    this.#stage = stage
    this.#folder = folder
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page is open')
    return this.#page
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('no browser is open')
    return this.#context
  }

  /** Where on the site the song of somebody else is offered. */
  get shared(): string {
    return this.#stage.shared
  }

  /** Opens what is not open: the browser, and a page of the app that has started. */
  async open(path = '/'): Promise<Page> {
    const page = await this.#freshPage()
    // One that has crashed may never say that it is closed.
    const closed = this.context.pages().flatMap((old) => (old === page ? [] : [old.close()]))
    await Promise.race([Promise.allSettled(closed), delay(2000)])
    this.#page = page
    await this.goto(path)
    return page
  }

  async goto(path: string, page = this.page): Promise<void> {
    await this.visit(path, page)
    await page.waitForFunction(() => globalThis.sfa !== undefined)
  }

  /** One more tab of the app, beside those that are open. */
  async another(): Promise<Page> {
    const page = await this.context.newPage()
    await this.goto('/', page)
    return page
  }

  /** Opens the browser with a tab on an address of the site that is not the app. */
  async openBeside(path: string): Promise<Page> {
    const context = (this.#context ??= await this.#launch())
    this.#page = await context.newPage()
    await this.visit(path, this.#page)
    return this.#page
  }

  /** A tab on an address of the site that need not be the app. */
  async visit(path: string, page: Page): Promise<void> {
    await page.goto(`${this.#stage.site.url}${path}`, { waitUntil: 'domcontentloaded' })
  }

  /** The page's process dies, with its workers. Resolves when it is gone. */
  async crashPage(): Promise<void> {
    const page = this.page
    this.#page = null
    const gone = new Promise<'gone'>((resolve) => page.once('crash', () => resolve('gone')))
    // A page on its way to another address changes its process, and may have one that was not there to be killed.
    for (let tries = 0; tries < MOST_KILLS; tries++) {
      for (const pid of await this.#processes('renderer')) kill(pid)
      if ((await Promise.race([gone, delay(1000)])) === 'gone') return
    }
    throw new Error('a page does not die')
  }

  /** Every process of the browser dies at once. */
  async killBrowser(): Promise<void> {
    const context = this.context
    this.#page = null
    this.#context = null
    const gone = new Promise<void>((resolve) => context.once('close', () => resolve()))
    for (const pid of this.#browser) kill(pid)
    await Promise.race([gone, delay(5000)])
    // Its files are locked until the last of it is gone.
    for (const pid of this.#browser) while (isAlive(pid)) await delay(20)
  }

  /** Puts into the profile what no line of the app knows of. */
  async leaveWitness(): Promise<void> {
    await this.page.evaluate(async (name) => {
      const request = indexedDB.open(name)
      await new Promise<void>((resolve, reject) => {
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error ?? new Error('no answer'))
      })
      request.result.close()
    }, WITNESS)
  }

  /** False when Chromium has found its store unreadable and begun it anew: that takes every database of the origin at once. */
  hasWitness(): Promise<boolean> {
    return this.page.evaluate(
      async (name) => (await indexedDB.databases()).some((one) => one.name === name),
      WITNESS,
    )
  }

  async close(): Promise<void> {
    await this.#context?.close().catch(() => undefined)
    this.#context = null
    this.#page = null
  }

  /** A browser whose page was just killed may not get to opening another: it is then begun anew, too. */
  async #freshPage(): Promise<Page> {
    const context = (this.#context ??= await this.#launch())
    const page = await Promise.race([newPage(context), delay(30_000, null)])
    if (page) return page
    await this.killBrowser()
    return newPage((this.#context = await this.#launch()))
  }

  async #launch(): Promise<BrowserContext> {
    const executablePath = findChromium()
    if (!executablePath) throw new Error('no Chromium found')
    const context = await chromium.launchPersistentContext(this.#folder, {
      executablePath,
      env: BROWSER_ENV,
      args: [...BROWSER_ARGS, '--disable-gpu'],
      viewport: { width: 1024, height: 700 },
    })
    context.setDefaultTimeout(60_000)
    await context.addInitScript(this.#stage.pageScript)
    context.on('weberror', (error) => this.uncaught.push(String(error.error())))
    this.#devtools = (await context.browser()?.newBrowserCDPSession()) ?? null
    this.#browser = await this.#processes('browser')
    return context
  }

  async #processes(type: 'browser' | 'renderer'): Promise<number[]> {
    const { processInfo } = (await this.#devtools?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] }
    return processInfo.filter((one) => one.type === type).map((one) => one.id)
  }
}

/** A process that the browser keeps in reserve for the next page died with the last one, and it may not have noticed yet. */
async function newPage(context: BrowserContext): Promise<Page> {
  const isCrash = (error: unknown) => error instanceof Error && error.message.includes('Target crashed')
  return context.newPage().catch((error: unknown) => {
    if (isCrash(error)) return context.newPage()
    throw error
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
