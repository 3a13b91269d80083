import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright'
import { BROWSER_ARGS, findChromium } from './chromium.ts'

/** Draws the SVG file at `size` x `size` pixels: JPEG, or PNG with what the drawing leaves clear left clear. */
export async function drawSvg(path: string, size: number, type: 'png' | 'jpeg'): Promise<Buffer> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium found: set CHROMIUM_PATH')
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS })
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${await readFile(path, 'utf8')}`)
    return await page.screenshot({ type, ...(type === 'png' ? { omitBackground: true } : { quality: 86 }) })
  } finally {
    await browser.close()
  }
}
