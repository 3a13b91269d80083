import { existsSync, readFileSync } from 'node:fs'
import type { Browser } from 'playwright'

export interface Memory {
  /** Highest resident size of any renderer, MB: what the kernel itself recorded. */
  peakMb: number
  /** Highest proportional share seen by sampling every two seconds, MB. */
  peakPssMb: number
}

function kilobytes(path: string, field: string): number {
  if (!existsSync(path)) return 0
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(path, 'utf8'))
  return Number(line?.[1] ?? 0)
}

const orZero = (read: () => number): number => {
  try {
    return read()
  } catch {
    return 0 // The process ended between two looks.
  }
}

/** Watches the renderer processes of a browser (workers live in them). Linux only; elsewhere the answer is null. */
export async function watchMemory(browser: Browser): Promise<() => Promise<Memory | null>> {
  if (process.platform !== 'linux') return () => Promise.resolve(null)
  const session = await browser.newBrowserCDPSession()
  const most = { rss: 0, pss: 0 }
  const look = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    for (const { id, type } of processInfo) {
      if (type !== 'renderer') continue
      most.rss = Math.max(
        most.rss,
        orZero(() => kilobytes(`/proc/${id}/status`, 'VmHWM')),
      )
      most.pss = Math.max(
        most.pss,
        orZero(() => kilobytes(`/proc/${id}/smaps_rollup`, 'Pss')),
      )
    }
  }
  let looking = look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, 2000)
  return async () => {
    clearInterval(timer)
    await looking
    await look()
    return { peakMb: Math.round(most.rss / 1024), peakPssMb: Math.round(most.pss / 1024) }
  }
}
