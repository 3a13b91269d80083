import type { Fault } from '#lib/core/domain/fault.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { SpotifyAccount } from '#lib/platform/spotify/account.ts'
import type { OwnList, SpotifyLibrary } from '#lib/platform/spotify/library.ts'
import { LIKED_LINK, listLink } from '#lib/platform/spotify/own-links.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertJob } from '#lib/work/queue/insert.ts'
import { readSettings, writeSettings } from '#lib/work/settings-rows.ts'
import type { Spotify } from './contract.ts'

export interface OwnSpotify {
  account: SpotifyAccount
  library: SpotifyLibrary
}

export interface SpotifyDoors {
  rows: RowStore
  own(): Promise<OwnSpotify>
  /** Of this page. */
  origin: string
  /** Leaves the page. */
  goTo(url: string): void
  now(): number
  newId(): string
}

/** The account as the screen sees it, followed from every tab. */
export class SpotifyView implements Spotify {
  readonly #doors: SpotifyDoors
  readonly #stops: (() => void)[]
  #clientId = $state.raw('')
  #state = $state.raw<Spotify['state']>('off')
  #name = $state.raw<string | null>(null)
  #lists = $state.raw<readonly OwnList[] | null>(null)
  #fault = $state.raw<Fault | null>(null)

  constructor(doors: SpotifyDoors) {
    this.#doors = doors
    this.#stops = [
      doors.rows.watch(readSettings, (settings) => (this.#clientId = settings.spotifyClientId)),
      doors.rows.watch(
        ({ secrets }) => secrets.get('spotify-account'),
        (row) => {
          this.#state = row ? 'connected' : 'off'
          if (!row) [this.#name, this.#lists] = [null, null]
        },
      ),
    ]
  }

  get clientId(): string {
    return this.#clientId
  }

  get state(): Spotify['state'] {
    return this.#state
  }

  get name(): string | null {
    return this.#name
  }

  get lists(): readonly OwnList[] | null {
    return this.#lists
  }

  get fault(): Fault | null {
    return this.#fault
  }

  get redirect(): string {
    return `${this.#doors.origin}/callback`
  }

  /** Spotify takes https, and of this machine only the number, not the name. */
  get misplaced(): boolean {
    const { protocol, hostname } = new URL(this.#doors.origin)
    return protocol !== 'https:' && !['127.0.0.1', '[::1]'].includes(hostname)
  }

  async connect(clientId: string): Promise<void> {
    const { rows, goTo } = this.#doors
    const { account } = await this.#doors.own()
    await rows.write(['settings'], (tables) => writeSettings(tables, { spotifyClientId: clientId }))
    goTo(await account.begin(clientId, this.redirect))
  }

  async finish(query: URLSearchParams): Promise<Outcome<void>> {
    const { account } = await this.#doors.own()
    const outcome = await account.finish(query)
    this.#fault = outcome.ok ? null : outcome.fault
    return outcome
  }

  async disconnect(): Promise<void> {
    const { account } = await this.#doors.own()
    await account.disconnect()
    this.#fault = null
  }

  async load(): Promise<void> {
    const { library } = await this.#doors.own()
    const me = await library.me()
    const lists = me.ok ? await library.lists() : me
    this.#fault = lists.ok ? null : lists.fault
    if (me.ok) this.#name = me.value
    if (lists.ok) this.#lists = lists.value
  }

  bring({ id, name }: OwnList): Promise<string> {
    const { rows, now, newId } = this.#doors
    const link = listLink(id)
    const sourceKey = link === LIKED_LINK ? 'spotify:collection:tracks' : `spotify:playlist:${id}`
    return rows.write(['batches', 'jobs'], async ({ batches, jobs }) => {
      const batchId = newId()
      const wish = { kind: 'fetch-metadata', link, sourceKey, trackId: null, albumId: null, batchId } as const
      const job = await insertJob({ jobs }, newJob(newId(), wish, now()))
      if (job.batchId === batchId)
        await batches.put({ id: batchId, name, kind: 'links', trackIds: [], createdAt: now() })
      return job.id
    })
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }
}
