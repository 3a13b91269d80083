import { BUILD } from '#tests/support/drive/forge.ts'
import { startSite, type Mount, type Site } from '#tests/support/site/static-site.ts'
import { Actor, dropFolder, newFolder } from './actor.ts'
import { rest } from './census.ts'
import { PREPARE } from './kinds.ts'

/** The other side of a share: a browser of its own, on a site without fault points, that nobody kills. */
export class Sender {
  /** Where on any site of this relay its song is offered, to everybody. */
  readonly path: string
  readonly #actor: Actor
  readonly #site: Site
  readonly #folder: string

  private constructor(path: string, actor: Actor, site: Site, folder: string) {
    this.path = path
    this.#actor = actor
    this.#site = site
    this.#folder = folder
  }

  /** Resolves once a song, its sound and its stems are offered. */
  static async open(mount: Mount): Promise<Sender> {
    const site = await startSite(BUILD, 0, mount)
    const folder = newFolder()
    const actor = new Actor({ site, pageScript: '', shared: '' }, folder)
    await actor.open()
    await PREPARE.stems(actor)
    const link = await actor.page.evaluate(async () => {
      const [track] = (await globalThis.sfa?.tracks()) ?? []
      const wish = { original: true, people: null, from: 'Ada' }
      return (await globalThis.sfa?.share(track?.id ?? '', wish))?.link ?? ''
    })
    await rest(actor.page)
    return new Sender(link.slice(site.url.length), actor, site, folder)
  }

  async close(): Promise<void> {
    await this.#actor.close()
    await this.#site.close()
    dropFolder(this.#folder)
  }
}
