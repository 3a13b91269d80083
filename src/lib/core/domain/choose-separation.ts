import type { Separation } from './separation.ts'

/** The separation to show: the one asked for, else the newest that is complete, else the newest with sound, else the newest. */
export function separationToShow(all: readonly Separation[], asked: string | null): Separation | null {
  const newest = [...all].sort((a, b) => b.createdAt - a.createdAt)
  return (
    newest.find((one) => one.id === asked) ??
    newest.find((one) => one.state === 'complete') ??
    newest.find((one) => one.finished.length > 0) ??
    newest[0] ??
    null
  )
}
