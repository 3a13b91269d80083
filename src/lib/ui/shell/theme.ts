export type Theme = 'system' | 'dark' | 'light'

/** Where `static/early.js` finds the choice before the first paint. */
const KEY = 'sfa-theme'
const PAPER = { dark: '#0e1013', light: '#f6f7f9' }

/** Draws the page in `theme`, and follows the system while that is the choice. The answer stops following. */
export function applyTheme(theme: Theme): () => void {
  const system = matchMedia('(prefers-color-scheme: light)')
  const draw = () => {
    const shown = theme === 'system' ? (system.matches ? 'light' : 'dark') : theme
    document.documentElement.dataset['theme'] = shown
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', PAPER[shown])
  }
  draw()
  remember(theme)
  system.addEventListener('change', draw)
  return () => system.removeEventListener('change', draw)
}

function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // Storage is blocked: the choice still lies in the database, only the first paint cannot know it.
    return
  }
}
