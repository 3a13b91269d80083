/** Not in the standard library: Chromium's way of letting a page offer its own installation. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const isPrompt = (event: Event): event is InstallPrompt => 'prompt' in event && 'userChoice' in event

/** The browser's offer, kept until a person wants it; null while there is none. */
let offered: InstallPrompt | null = null
const told = new Set<() => void>()

const change = (next: InstallPrompt | null) => {
  offered = next
  for (const tell of told) tell()
}

// It comes once, and early: before the app is composed. Kept back, the browser shows nothing of its own.
globalThis.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  if (isPrompt(event)) change(event)
})
globalThis.addEventListener('appinstalled', () => change(null))

export interface Installing {
  /** Whether this browser would install the app now. */
  offered(): boolean
  /** Whether this page runs in a window of its own. */
  installed(): boolean
  /** Shows the browser's question; only from a click. Answers whether it was accepted. */
  ask(): Promise<boolean>
  /** Hears of changes; returns stop. */
  watch(tell: () => void): () => void
}

export const browserInstalling: Installing = {
  offered: () => offered !== null,
  installed: () => matchMedia('(display-mode: standalone), (display-mode: minimal-ui)').matches,
  async ask() {
    const prompt = offered
    if (!prompt) return false
    // An offer is good for one question.
    change(null)
    await prompt.prompt()
    return (await prompt.userChoice).outcome === 'accepted'
  },
  watch(tell) {
    told.add(tell)
    return () => told.delete(tell)
  },
}
