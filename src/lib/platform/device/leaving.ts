/**
 * Calls `work` whenever this page may be seen for the last time: it is left, reloaded, or goes into the background, where a
 * phone may end it without a word. Returns stop. `work` must be quick and await nothing.
 */
export function onLeaving(work: () => void): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  addEventListener('pagehide', work, { signal })
  const hidden = () => {
    if (document.visibilityState === 'hidden') work()
  }
  document.addEventListener('visibilitychange', hidden, { signal })
  return () => stopped.abort()
}
