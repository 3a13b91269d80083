import type { App } from '#lib/app/app.ts'
import { appPart } from '#lib/core/domain/app-part.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import type { Plan, PlannedRow } from '#lib/core/intake/plan.ts'
import type { AddWish } from '#lib/core/intake/wish.ts'
import type { ListProblem, ListReading } from '#lib/core/lists/row.ts'
import { count } from '../messages/format.ts'
import { notify, notifyFault, notifyUndo } from '../shell/notify.ts'
import { plural, t } from '../messages/t.ts'

/** How many changes can be taken back. */
const MOST_STEPS = 200

interface Past {
  plan: Plan
  problems: readonly ListProblem[]
}

/** A list on the desk: looked at and changed before anything is written. */
export class PlanDesk {
  readonly #app: App
  readonly #say: (text: string) => void
  #open = $state(false)
  #busy = $state<'reading' | 'adding' | null>(null)
  #reading = $state.raw<ListReading | null>(null)
  #problems = $state.raw<readonly ListProblem[]>([])
  #plan = $state.raw<Plan | null>(null)
  #past = $state.raw<readonly Past[]>([])
  /** Only the newest of several readings counts. */
  #turn = 0
  readonly #byId = $derived(new Map(this.#plan?.rows.map((row) => [row.id, row])))

  constructor(app: App, say: (text: string) => void) {
    this.#app = app
    this.#say = say
  }

  get isOpen(): boolean {
    return this.#open
  }

  get busy(): 'reading' | 'adding' | null {
    return this.#busy
  }

  get reading(): ListReading | null {
    return this.#reading
  }

  get problems(): readonly ListProblem[] {
    return this.#problems
  }

  get plan(): Plan | null {
    return this.#plan
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  row(id: string): PlannedRow | null {
    return this.#byId.get(id) ?? null
  }

  /** Opens the desk, empty to be written on, or with a text to be read. */
  async show(text = '', fileName = ''): Promise<void> {
    this.#open = true
    this.clear()
    if (text.trim() !== '') await this.read(text, fileName)
  }

  async read(text: string, fileName = ''): Promise<void> {
    const turn = ++this.#turn
    this.#busy = 'reading'
    const { reading, plan } = await this.#app.lists.plan(text, fileName)
    if (turn !== this.#turn) return
    this.#busy = null
    this.#reading = reading
    this.#problems = reading.problems
    this.#plan = reading.rows.length > 0 ? plan : null
    this.#past = []
  }

  clear(): void {
    this.#turn++
    this.#busy = null
    this.#reading = null
    this.#problems = []
    this.#plan = null
    this.#past = []
  }

  close(): void {
    this.#open = false
    this.clear()
  }

  change(edit: (plan: Plan) => Plan, problems: readonly ListProblem[] = this.#problems): void {
    if (!this.#plan) return
    const next = edit(this.#plan)
    if (next === this.#plan) return
    this.#past = [...this.#past, { plan: this.#plan, problems: this.#problems }].slice(-MOST_STEPS)
    this.#plan = next
    this.#problems = problems
  }

  undo(): void {
    const last = this.#past.at(-1)
    if (!last) return
    this.#plan = last.plan
    this.#problems = last.problems
    this.#past = this.#past.slice(0, -1)
    this.#say(t('Taken back'))
  }

  /** Writes it. Nothing is written when it cannot all be. */
  async add(): Promise<void> {
    if (!this.#plan || this.#busy) return
    const kind = this.#reading?.kind === 'links' ? 'links' : 'list'
    const plan = this.#plan
    this.#busy = 'adding'
    const part = await outcomeOf(() => appPart(() => import('#lib/core/intake/wish.ts')))
    if (!part.ok) notifyFault(part.fault, t('Nothing was added'))
    const isAdded = part.ok && (await addAndTell(this.#app, part.value.wishOf(plan, kind), this.#say))
    this.#busy = null
    if (isAdded) this.close()
  }
}

/** Adds, says what came of it and offers to take it back; false when it could not be written. */
export async function addAndTell(app: App, wish: AddWish, say: (text: string) => void): Promise<boolean> {
  const outcome = await app.lists.add(wish)
  if (!outcome.ok) {
    notifyFault(outcome.fault, t('Nothing was added'))
    return false
  }
  const { trackIds, knownIds, jobIds, placeIds, undo } = outcome.value
  const links = jobIds.length > trackIds.length ? jobIds.length : 0
  const words =
    trackIds.length > 0
      ? t('{songs} added', { songs: count(trackIds.length, 'song') })
      : links > 0
        ? t('{links} added', { links: count(links, 'link') })
        : plural(knownIds.length, '{n} song was already here', '{n} songs were already here')
  const takeBack = async () => {
    const gone = await undo()
    notify(gone > 0 ? t('{songs} taken back', { songs: count(gone, 'song') }) : t('Taken back'))
  }
  say(words)
  if (trackIds.length + jobIds.length + placeIds.length === 0) notify(words)
  else notifyUndo(words, () => void takeBack())
  return true
}
