import { drive, newProfile } from '../support/drive/browser.ts'
import { startSite } from '../support/site/static-site.ts'
import { BUILD } from '../support/drive/forge.ts'

/** The GPU that a page of this machine's Chromium is given, by name; null for none, or one made of software. */
export async function hardwareAdapter(): Promise<string | null> {
  const site = await startSite(BUILD, 0)
  const profile = newProfile()
  const { page, close } = await drive(profile.folder, true)
  try {
    await page.goto(`${site.url}/favicon.svg`) // A secure page; which one does not matter.
    return await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter()
      if (!adapter) return null
      const { vendor, architecture, description, isFallbackAdapter } = adapter.info
      const name = [vendor, architecture, description].filter(Boolean).join(' ')
      return isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(name) ? null : name
    })
  } finally {
    await close()
    profile.remove()
    await site.close()
  }
}
