import { version } from '../../../package.json'
import type { ChannelWords } from '#lib/core/channel/messages.ts'
import { keptPart, laterCalls } from '#lib/core/domain/app-part.ts'
import { tempoAndKey } from '#lib/core/music/name-words.ts'
import { WebPlayer } from '#lib/platform/audio/web-player.ts'
import { onCallers, sayReady } from '#lib/platform/device/callers.ts'
import { browserChannel } from '#lib/platform/device/channel.ts'
import { onLeaving } from '#lib/platform/device/leaving.ts'
import { browserNotices } from '#lib/platform/device/notices.ts'
import { keepOffline } from '#lib/platform/device/offline.ts'
import { browserRoom } from '#lib/platform/device/storage-room.ts'
import { WakeLock } from '#lib/platform/device/wake-lock.ts'
import type { Engines } from '#lib/platform/engines/engines.ts'
import { openEngines } from '#lib/platform/engines/open-engines.ts'
import { startWorker } from '#lib/platform/engines/start-worker.ts'
import { saveBlob, saveText } from '#lib/platform/files/save-text.ts'
import { watchDevice } from '#lib/platform/device/device-facts.ts'
import { Around } from '#lib/work/queue/around.ts'
import type { OtherTabs } from '#lib/platform/storage/open-rows.ts'
import type { ControlCalls } from '#lib/work/queue/control.ts'
import { wakeSound } from '#lib/work/queue/need-sound.ts'
import { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { CARDS } from '#models/cards.ts'
import { Backups } from './backup/backups.svelte.ts'
import { AnalysisDesk } from './analysis/analysis-desk.svelte.ts'
import type { App } from './app.ts'
import { READY } from './channel/caller-words.ts'
import { OutsideCallers } from './channel/callers.svelte.ts'
import { startHerald } from './channel/herald.ts'
import { JobFeed } from './channel/job-feed.ts'
import type { Acts } from './compose-acts.ts'
import { Exporting } from './exports/export-room.svelte.ts'
import { openGround, type Ground } from './ground.ts'
import { RegisteredHooks } from './hooks-view.svelte.ts'
import { later } from './later.ts'
import { fetchDemo, FileIntake } from './intake.svelte.ts'
import { SongLibrary } from './library.svelte.ts'
import { ListRoom } from './lists.svelte.ts'
import { Shelf } from './model-shelf.svelte.ts'
import { NearPlayhead } from './near-playhead.ts'
import { Queue } from './queue-view.svelte.ts'
import { StoredSettings } from './settings-view.svelte.ts'
import { openSources } from './sources/compose-sources.ts'
import { openSystem } from './system/open-system.ts'
import { openSharing } from './sharing/compose-sharing.ts'
import { SystemSignals } from './signals.svelte.ts'
import { Storage } from './storage-view.svelte.ts'
import { Desk } from './studio.svelte.ts'
import { Update } from './update-view.svelte.ts'

/** By then the page is drawn, ms after its rooms are joined: what draws nothing comes after what does. */
const DRAWN_MS = 60
/** Sweeping through all that is stored can wait until the page has settled. */
const CALM_MS = 1500

/** Where nobody lends words, codes speak for themselves. */
const CODES: ChannelWords = { phase: (phase) => phase, fault: (why) => why.code }

/**
 * Joins the rooms; the only place that does. Faults thrown as FaultError: `newer-data`, `storage-*`. `others` hears what
 * tabs of other versions do to the database. Everything that starts here ends with the App's `stop`.
 */
export async function compose(words: ChannelWords = CODES, others: OtherTabs = {}): Promise<App> {
  const ground = await openGround(others)
  const { hardwareConcurrency: processors } = navigator
  ground.log('info', 'app', 'opened', { isolated: crossOriginIsolated, processors })
  const engines = openEngines(ground.patient)
  const bus = new ProgressBus(ground.clock, ground.channel)
  const around = new Around({ ...ground, tab: ground.newId(), watchDevice })
  const acts = keptPart(async () => (await import('./compose-acts.ts')).openActs(ground, engines, around))
  const control = laterCalls(async () => (await acts()).control)
  const sources = openSources(ground, async () => (await acts()).proxy)
  const near = new NearPlayhead(ground.rows, ground.channel, (frame) => engines.separation.moveTo(frame))
  const sharing = openSharing(ground, { packer: engines.sharing, near, control })
  const saver = laterCalls(async () => (await acts()).saver)
  const places = laterCalls(async () => (await acts()).places)
  const rooms = {
    ...furnish(ground, engines, { bus, control, near, around, saver, places }),
    ...sources.rooms,
    sharing: sharing.view,
  }
  const intake = new FileIntake({ ...ground, importer: engines.importer, room: browserRoom, fetchDemo })
  const feed = new JobFeed({ ...ground, progress: bus, words })
  const callers = new OutsideCallers({ ...ground, feed, onCallers })
  const stopHerald = startHerald({ ...ground, feed, open: browserChannel })
  const working = { bus, around, queue: rooms.queue }
  const tools = { engines, near, catalogue: sources.catalogue, others: sharing.tasks }
  const stopTurns = later(ground, 'queue', DRAWN_MS, async () => {
    const [{ startQueue }, own] = await Promise.all([import('./compose-queue.ts'), acts()])
    return startQueue(ground, { ...tools, ...own }, working)
  })
  const closeDoor = later(ground, 'door', DRAWN_MS, async () => {
    const { openDoor } = await import('./door/door.ts')
    return openDoor({ ...ground, ...rooms, intake, progress: bus, feed, words, api: sources.api })
  })
  const stopTidying = later(ground, 'tidying', CALM_MS, async () => {
    const { tidyUp } = await import('./tidy-up.ts')
    return tidyUp(ground, control, (lost) => rooms.storage.noteLost(lost))
  })
  const stopWaking = keepAwake(ground)
  // Its first visit fetches all of the app: after the page has what it needs itself, unless isolation waits for it.
  const update = new Update(ground.log)
  const stopKeeping = later(ground, 'offline', crossOriginIsolated ? CALM_MS : 0, async () => {
    update.begin(keepOffline)
    return () => undefined
  })

  let stopped = false
  const stop = () => {
    if (stopped) return
    stopped = true
    removeEventListener('pagehide', leave)
    void closeDoor()
    stopHerald()
    stopWaking()
    void stopTidying()
    void stopKeeping()
    sharing.stop()
    for (const room of [...Object.values(rooms), callers, feed, near, bus, around]) room.stop()
    void stopTurns().finally(() => {
      engines.close()
      return ground.close()
    })
  }
  // A page that leaves gives its jobs back if it still can; if not, the next one takes them.
  const leave = (event: PageTransitionEvent) => {
    if (!event.persisted) stop()
  }
  addEventListener('pagehide', leave)
  sayReady(READY)
  return {
    ...rooms,
    intake,
    callers,
    diagnostics: laterCalls(async () => (await acts()).diagnostics),
    finder: sources.finder,
    saveText,
    saveBlob,
    update,
    stop,
  }
}

interface Joined {
  bus: ProgressBus
  control: ControlCalls
  near: NearPlayhead
  around: Around
  saver: Pick<Acts['saver'], 'all' | 'one' | 'blob'>
  places: Acts['places']
}

/** What the screen sees. */
function furnish(ground: Ground, engines: Engines, joined: Joined) {
  const { bus, control, near, around, saver, places } = joined
  const player = new WebPlayer(startWorker)
  const settings = new StoredSettings(ground.rows)
  const analysis = new AnalysisDesk({
    ...ground,
    player,
    settings,
    studio: () => studio,
  })
  const studio: Desk = new Desk({
    ...ground,
    player,
    exporter: engines.exporter,
    destination: places.destination,
    moveTo: (frame) => studio.track && near.tell(studio.track.id, frame),
    look(trackId) {
      around.look(trackId)
      if (trackId) void wakeSound(ground.rows, trackId, { now: ground.now(), newId: ground.newId })
      analysis.song.show(trackId)
    },
    tail: () => (settings.namesWithTempo ? tempoAndKey(analysis.song.facts, settings.keyNotation) : ''),
    onLeaving,
  })
  const storage = new Storage({ ...ground, room: browserRoom, retry: (jobs) => control.retry({ jobs }) })
  const library = new SongLibrary({ ...ground, endUnneeded: () => control.endUnneeded() })
  return {
    library,
    lists: new ListRoom({ ...ground, tracks: () => library.tracks ?? [] }),
    queue: new Queue({ ...ground, bus, control, around }),
    models: new Shelf({ ...ground, cards: CARDS, enqueue: (wish) => control.ask(wish), queue: control }),
    studio,
    analysis,
    settings,
    exports: new Exporting({
      ...ground,
      renderer: engines.renderer,
      ...{ saver, folder: () => places.folder() },
      cancel: (id) => control.cancel({ jobs: [id] }),
    }),
    signals: new SystemSignals(browserNotices),
    system: openSystem(ground.log),
    hooks: new RegisteredHooks({ ...ground, control, randomBytes }),
    storage,
    backup: new Backups({
      ...ground,
      ...{ worker: engines.backup, storage, room: browserRoom, app: version },
      ...{ destination: places.destination, folderFor: places.folderFor },
    }),
  }
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))

function keepAwake({ rows }: Ground): () => void {
  const wake = new WakeLock()
  const stopWatch = rows.watch(
    async ({ jobs }) => (await jobs.by('state', 'running')).length > 0,
    (working) => wake.set(working),
  )
  return () => {
    stopWatch()
    wake.stop()
  }
}
