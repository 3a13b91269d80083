/** Waits before a part that could not be fetched is fetched again, in ms. */
const AGAIN_MS = [1000, 5000, 20_000, 60_000]

/**
 * Fetches a part of the page once the page has been drawn without it, so that it costs the first moment nothing. Where it
 * cannot be had it is tried again a few times. Returns stop.
 */
export function onceDrawn<T>(load: () => Promise<T>, tell: (part: T) => void): () => void {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetchIt = (tries: number) =>
    load().then(
      (part) => {
        if (!isOver) tell(part)
      },
      () => {
        const wait = AGAIN_MS[tries]
        if (!isOver && wait !== undefined) timer = setTimeout(() => void fetchIt(tries + 1), wait)
      },
    )
  // A hidden page draws no frames: the timer alone has to do there.
  timer = setTimeout(() => void fetchIt(0), document.hidden ? 0 : DRAWN_MS)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** By then what was put into the page is on the screen. */
const DRAWN_MS = 40
