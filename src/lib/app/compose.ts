import { version } from '../../../package.json'
import type { ChannelWords } from '#lib/core/channel/messages.ts'
import { tempoAndKey } from '#lib/core/music/name-words.ts'
import { WebPlayer } from '#lib/platform/audio/web-player.ts'
import { onCallers, sayReady } from '#lib/platform/device/callers.ts'
import { browserChannel } from '#lib/platform/device/channel.ts'
import { onLeaving } from '#lib/platform/device/leaving.ts'
import { browserNotices } from '#lib/platform/device/notices.ts'
import { keepOffline } from '#lib/platform/device/offline.ts'
import { browserRoom } from '#lib/platform/device/storage-room.ts'
import { WakeLock } from '#lib/platform/device/wake-lock.ts'
import { BackupEngine } from '#lib/platform/engines/backup-engine.ts'
import { ExportEngine } from '#lib/platform/engines/export-engine.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'
import type { Engines } from '#lib/platform/engines/engines.ts'
import { openRenderer } from '#lib/platform/engines/open-renderer.ts'
import { openAnalysis } from '#lib/platform/engines/open-analysis.ts'
import { openSeparation } from '#lib/platform/engines/open-separation.ts'
import { ShareEngine } from '#lib/platform/engines/share-engine.ts'
import { startWorker } from '#lib/platform/engines/start-worker.ts'
import { chooseDestination } from '#lib/platform/files/save-file.ts'
import { saveBlob, saveText } from '#lib/platform/files/save-text.ts'
import { chooseFolderFor, mayWrite } from '#lib/platform/files/save-folder.ts'
import { fetchPart } from '#lib/platform/net/fetch-part.ts'
import { sendHook, signature } from '#lib/platform/net/send-hook.ts'
import { watchDevice } from '#lib/platform/device/device-facts.ts'
import { Around } from '#lib/work/queue/around.ts'
import type { OtherTabs } from '#lib/platform/storage/open-rows.ts'
import { Control } from '#lib/work/queue/control.ts'
import { takeTurns } from '#lib/work/queue/lead.ts'
import { insertStemsAnalysis } from '#lib/work/queue/new-analysis.ts'
import { wakeSound } from '#lib/work/queue/need-sound.ts'
import { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { Runner } from '#lib/work/queue/runner.ts'
import { Services } from '#lib/work/queue/services.ts'
import type { OnEnd, Task } from '#lib/work/registry.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import { tellHooks } from '#lib/work/hooks/tell-hooks.ts'
import { deliverHookTask } from '#lib/work/tasks/deliver-hook.ts'
import { analyseTrackTask } from '#lib/work/tasks/analyse-track.ts'
import { exportSongsTask } from '#lib/work/tasks/export-songs.ts'
import { getModelTask } from '#lib/work/tasks/get-model.ts'
import { prepareTask } from '#lib/work/tasks/prepare-track.ts'
import { separateTrackTask } from '#lib/work/tasks/separate-track.ts'
import { CARDS } from '#models/cards.ts'
import { Backups } from './backup/backups.svelte.ts'
import { AnalysisDesk } from './analysis/analysis-desk.svelte.ts'
import type { App } from './app.ts'
import { READY } from './channel/caller-words.ts'
import { OutsideCallers } from './channel/callers.svelte.ts'
import { startHerald } from './channel/herald.ts'
import { JobFeed } from './channel/job-feed.ts'
import { MachineRoom } from './diagnostics.ts'
import { openDoor } from './door/door.ts'
import { Exporting } from './exports/export-room.svelte.ts'
import { Saver } from './exports/saver.ts'
import { openGround, type Ground } from './ground.ts'
import { RegisteredHooks } from './hooks-view.svelte.ts'
import { fetchDemo, FileIntake } from './intake.svelte.ts'
import { SongLibrary } from './library.svelte.ts'
import { ListRoom } from './lists.svelte.ts'
import { Shelf } from './model-shelf.svelte.ts'
import { NearPlayhead } from './near-playhead.ts'
import { Queue } from './queue-view.svelte.ts'
import { StoredSettings } from './settings-view.svelte.ts'
import { openSources, proxyAddress as addressOfProxy } from './sources/compose-sources.ts'
import { openSystem } from './system/open-system.ts'
import { openSharing } from './sharing/compose-sharing.ts'
import { SystemSignals } from './signals.svelte.ts'
import { Storage } from './storage-view.svelte.ts'
import { Desk } from './studio.svelte.ts'
import { tidyUp } from './tidy-up.ts'
import { Update } from './update-view.svelte.ts'

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
  const engines = openEngines()
  const bus = new ProgressBus(ground.clock, ground.channel)
  const around = new Around({ ...ground, tab: ground.newId(), watchDevice })
  const onEnd: OnEnd = tellHooks(ground)
  const control = new Control({ ...ground, onEnd, onScreen: () => around.onScreen })
  const sources = openSources(ground)
  const near = new NearPlayhead(ground.rows, ground.channel, (frame) => engines.separation.moveTo(frame))
  const sharing = openSharing(ground, { packer: engines.sharing, near, control })
  const rooms = {
    ...furnish(ground, engines, { bus, control, near, around }),
    ...sources.rooms,
    sharing: sharing.view,
  }
  const intake = new FileIntake({ ...ground, importer: engines.importer, room: browserRoom, fetchDemo })
  const feed = new JobFeed({ ...ground, progress: bus, words })
  const callers = new OutsideCallers({ ...ground, feed, onCallers })
  const stopHerald = startHerald({ ...ground, feed, open: browserChannel })
  const closeDoor = openDoor({ ...ground, ...rooms, intake, progress: bus, feed, words, api: sources.api })
  const stopTurns = startQueue(
    ground,
    [...tasksOf(ground, engines, near), ...sources.tasks(engines), ...sharing.tasks],
    {
      bus,
      around,
      onEnd,
      queue: rooms.queue,
    },
  )
  const stopWaking = keepAwake(ground)
  const stopTidying = tidyUp(ground, control, (lost) => rooms.storage.noteLost(lost))

  let stopped = false
  const stop = () => {
    if (stopped) return
    stopped = true
    removeEventListener('pagehide', leave)
    closeDoor()
    stopHerald()
    stopWaking()
    stopTidying()
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
  const diagnostics = new MachineRoom(ground)
  return {
    ...rooms,
    intake,
    callers,
    diagnostics,
    finder: sources.finder,
    saveText,
    saveBlob,
    update: new Update(keepOffline, ground.log),
    stop,
  }
}

function openEngines(): Engines {
  const importer = new ImportEngine()
  const exporter = new ExportEngine()
  const separation = openSeparation()
  const analysis = openAnalysis()
  const renderer = openRenderer()
  const sharing = new ShareEngine()
  const backup = new BackupEngine()
  const all = { importer, exporter, separation, analysis, renderer, sharing, backup }
  const close = () => {
    for (const engine of Object.values(all)) engine.close()
  }
  return { ...all, close }
}

/** What the queue can do, one task a kind of job. */
function tasksOf(ground: Ground, engines: Engines, near: NearPlayhead): Task[] {
  const cardOf = (id: string) => CARDS.find((card) => card.id === id) ?? null
  const addressOf = (path: string) => new URL(`/${path}`, location.origin).href
  return [
    prepareTask({ ...ground, importer: engines.importer, room: browserRoom }),
    getModelTask({ ...ground, cardOf, addressOf, fetchPart, room: browserRoom }),
    analyseTrackTask({ ...ground, engine: engines.analysis }),
    exportTask(ground, engines),
    separateTrackTask({
      ...ground,
      cardOf,
      room: browserRoom,
      engine: engines.separation,
      nearOf: (id) => near.of(id),
      onWhole: (tables, id) =>
        insertStemsAnalysis(tables, id, { now: ground.clock.now(), newId: ground.newId }),
    }),
    deliverHookTask({ ...ground, sendHook, signature, proxy: () => proxyOf(ground) }),
  ]
}

const saverOf = (ground: Ground, { exporter }: Engines) =>
  new Saver({ ...ground, exporter, destination: chooseDestination })

function exportTask(ground: Ground, engines: Engines): Task {
  const saver = saverOf(ground, engines)
  return exportSongsTask({
    ...ground,
    renderer: engines.renderer,
    async intoFolder(row, files, signal) {
      if (!row.folder || !(await mayWrite(row.folder, false))) return false
      return (await saver.intoFolder(row, files, signal)).ok
    },
  })
}

/** Where the proxy is: beside this page unless a person says otherwise. */
async function proxyOf({ rows }: Ground): Promise<string> {
  const { proxyAddress } = await rows.read(['settings'], readSettings)
  return addressOfProxy(proxyAddress)
}

interface Joined {
  bus: ProgressBus
  control: Control
  near: NearPlayhead
  around: Around
}

/** What the screen sees. */
function furnish(ground: Ground, engines: Engines, { bus, control, near, around }: Joined) {
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
    destination: chooseDestination,
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
      saver: saverOf(ground, engines),
      cancel: (id) => control.cancel({ jobs: [id] }),
    }),
    signals: new SystemSignals(browserNotices),
    system: openSystem(ground.log),
    hooks: new RegisteredHooks({ ...ground, control, randomBytes }),
    storage,
    backup: new Backups({
      ...ground,
      ...{ worker: engines.backup, storage, room: browserRoom, app: version },
      ...{ destination: chooseDestination, folderFor: chooseFolderFor },
    }),
  }
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))

interface Working {
  bus: ProgressBus
  around: Around
  onEnd: OnEnd
  queue: Queue
}

function startQueue(ground: Ground, tasks: Task[], working: Working): () => Promise<void> {
  const [owner, services] = [ground.newId(), new Services(ground)]
  return takeTurns({
    ...ground,
    tell: (who) => (working.queue.runner = who),
    runner: (alone) => new Runner({ ...ground, ...working, tasks, services, owner, alone }),
  })
}

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
