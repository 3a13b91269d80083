import type { Sound } from './sound.ts'

export async function openFfmpeg(_blob: Blob): Promise<{ sound: Sound; close(): void } | null> {
  return Promise.resolve(null)
}
