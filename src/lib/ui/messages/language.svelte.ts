import type { Settings } from '#lib/core/domain/settings.ts'
import { ENGLISH, speakWith, type Tongue } from './t.ts'

type Language = Exclude<Settings['language'], 'system'>

/** Each is fetched only by those who read it; the service worker keeps them all for use without a network. */
const TONGUES: Record<Language, () => Promise<Tongue>> = {
  en: () => Promise.resolve(ENGLISH),
  de: () => import('./de/german.ts').then(({ GERMAN }) => GERMAN),
}

/** Where the choice lies for the first paint; the settings of the database are the ones that count. */
const KEY = 'sfa-language'

let tongue = $state.raw<Tongue>(ENGLISH)
let wanted: Language = 'en'
speakWith(() => tongue)

/** Speaks the language of the last visit, before anything is drawn. */
export function speakAsBefore(): Promise<void> {
  return speakLanguage(remembered())
}

/** Speaks `choice` from now on, on every text in sight. Where it cannot be fetched, the old one goes on. */
export async function speakLanguage(choice: Settings['language']): Promise<void> {
  wanted = choice === 'system' ? systemLanguage() : choice
  remember(choice)
  const asked = wanted
  const found = await TONGUES[asked]().catch(() => null)
  if (!found || asked !== wanted) return
  tongue = found
  document.documentElement.lang = asked
}

const isLanguage = (text: string | undefined): text is Language => text !== undefined && text in TONGUES

function systemLanguage(): Language {
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en'
}

function remembered(): Settings['language'] {
  try {
    const kept = localStorage.getItem(KEY) ?? undefined
    return isLanguage(kept) ? kept : 'system'
  } catch {
    return 'system' // Storage is blocked.
  }
}

function remember(choice: Settings['language']): void {
  try {
    if (choice === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
  } catch {
    // Storage is blocked: the choice still lies in the database, only the first paint cannot know it.
    return
  }
}
