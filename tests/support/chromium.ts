import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

/** Switches for a quiet, offline, headless browser; the sandbox needs rights that a root shell in a container lacks. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
]

/** Where no locale is set, as on a bare server, Chromium gives up on names of files that are not ASCII. */
export const BROWSER_ENV = { ...process.env, LC_ALL: 'C.UTF-8' }

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function ownChromium(): string | null {
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : null
}

/** Path of the browser to drive: `CHROMIUM_PATH`, Playwright's own, the system's; null when there is none. */
export function findChromium(): string | null {
  const asked = process.env['CHROMIUM_PATH']
  if (asked) return existsSync(asked) ? asked : null
  return ownChromium() ?? SYSTEM.find((path) => existsSync(path)) ?? null
}
