import { readSettings } from '#lib/work/settings-rows.ts'
import type { Ground } from '../ground.ts'

/** Where the proxy is asked: beside the page, unless a person gave another address. */
export function proxyAddress(setting: string): string {
  const own = setting.trim().replace(/\/+$/, '')
  return own === '' ? `${location.origin}/proxy` : own
}

/** The address that counts now. */
export async function proxyOf({ rows }: Pick<Ground, 'rows'>): Promise<string> {
  return proxyAddress((await rows.read(['settings'], readSettings)).proxyAddress)
}
