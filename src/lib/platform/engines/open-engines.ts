import { appPart } from '#lib/core/domain/app-part.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import type { Engines } from './engines.ts'

/** Something whose code is fetched when it is first asked for; where that fails the next asking tries again. */
class Later<E extends { close(): void }> {
  readonly #load: () => Promise<E>
  #made: Promise<E> | null = null
  /** Once it is there. */
  now: E | null = null

  constructor(load: () => Promise<E>) {
    this.#load = load
  }

  get(): Promise<E> {
    this.#made ??= this.#fetch()
    return this.#made
  }

  async #fetch(): Promise<E> {
    try {
      return (this.now = await appPart(this.#load))
    } catch (error) {
      this.#made = null
      throw error
    }
  }
}

/**
 * All engines of the page. What drives each worker is fetched with its first order, as the worker is started with it. `patient`
 * is how long a silent one is waited for.
 */
export function openEngines(patient: Patient): Engines {
  const importer = new Later(async () => new (await import('./import-engine.ts')).ImportEngine(patient))
  const exporter = new Later(async () => new (await import('./export-engine.ts')).ExportEngine())
  const separation = new Later(async () => (await import('./open-separation.ts')).openSeparation(patient))
  const analysis = new Later(async () => (await import('./open-analysis.ts')).openAnalysis(patient))
  const renderer = new Later(async () => (await import('./open-renderer.ts')).openRenderer(patient))
  const sharing = new Later(async () => new (await import('./share-engine.ts')).ShareEngine(patient))
  const backup = new Later(async () => new (await import('./backup-engine.ts')).BackupEngine())
  return {
    importer: {
      keep: async (...order) => (await importer.get()).keep(...order),
      describe: async (...order) => (await importer.get()).describe(...order),
      decode: async (...order) => (await importer.get()).decode(...order),
    },
    exporter: {
      wav: async (...order) => (await exporter.get()).wav(...order),
      zip: async (...order) => (await exporter.get()).zip(...order),
      pack: async (...order) => (await exporter.get()).pack(...order),
    },
    separation: {
      run: async (...order) => (await separation.get()).run(...order),
      // What was never fetched runs nothing that could be moved or stopped.
      moveTo: (frame) => separation.now?.moveTo(frame),
      stop: () => separation.now?.stop(),
    },
    analysis: {
      run: async (...order) => (await analysis.get()).run(...order),
      compare: async (...order) => (await analysis.get()).compare(...order),
    },
    renderer: {
      render: async (...order) => (await renderer.get()).render(...order),
      bundle: async (...order) => (await renderer.get()).bundle(...order),
      span: async (...order) => (await renderer.get()).span(...order),
      preview: async (...order) => (await renderer.get()).preview(...order),
      trim: async (...order) => (await renderer.get()).trim(...order),
    },
    sharing: {
      pack: async (...order) => (await sharing.get()).pack(...order),
      weigh: async (...order) => (await sharing.get()).weigh(...order),
      open: async (...order) => (await sharing.get()).open(...order),
    },
    backup: {
      write: async (...order) => (await backup.get()).write(...order),
      look: async (...order) => (await backup.get()).look(...order),
      unpack: async (...order) => (await backup.get()).unpack(...order),
    },
    close() {
      for (const { now } of [importer, exporter, separation, analysis, renderer, sharing, backup])
        now?.close()
    },
  }
}
