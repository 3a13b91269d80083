import type { Page } from '@playwright/test'
import { stemKey, stemPeaksKey } from '#lib/core/domain/keys.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { PEAK_FRAMES } from '#lib/core/dsp/peaks.ts'
import { segmentCount } from '#lib/core/dsp/segments.ts'
import { stemPieces } from '#lib/core/sharing/stem-pieces.ts'
import { plant } from '../support/plant.ts'
import { sampleSeparation, sampleTrack } from '../support/sample-rows.ts'

const STEMS: StemName[] = ['vocals', 'drums', 'bass', 'other']

/** Puts a separated song into this browser's stores, past the product, on a page that does not run it; its stems are tones over noise, in float32. */
export async function seedSong(page: Page, id: string, seconds: number): Promise<void> {
  const frames = seconds * 44_100
  const separation = sampleSeparation(`${id}-s`, id, frames, 'all', STEMS)
  const all = Array.from({ length: segmentCount(frames) }, (_, index) => index)
  const pieces = stemPieces(frames, all).flatMap((piece) =>
    STEMS.map((stem, lane) => ({
      ...{ key: stemKey(separation.id, stem, piece.id), peaks: stemPeaksKey(separation.id, stem, piece.id) },
      ...{ start: piece.start, frames: piece.frames, lane },
    })),
  )
  const facts = { peakFrames: PEAK_FRAMES, pieces }
  await page.evaluate(async ({ peakFrames, pieces: wanted }) => {
    const request = indexedDB.open('sfa-bytes')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no bytes'))
    })
    for (const { key, peaks, start, frames: count, lane } of wanted) {
      const sound = new Float32Array(count * 2)
      let noise = lane * 7919 + start
      for (let i = 0; i < sound.length; i++) {
        const at = start + (i % count)
        noise = (Math.imul(noise, 1664525) + 1013904223) | 0
        const level = 0.2 + 0.2 * Math.sin(at / 50_000 + lane)
        sound[i] = level * Math.sin((at * (lane + 1)) / 40) + (noise / 2 ** 31) * 0.02
      }
      const bytes = new Blob([sound])
      const wave = new Blob([
        new Int8Array(Math.ceil(count / peakFrames) * 2).map((_, i) => (i % 2 ? 60 : -60)),
      ])
      const tx = db.transaction(['bytes', 'sizes'], 'readwrite')
      for (const [name, blob] of [
        [key, bytes],
        [peaks, wave],
      ] as const) {
        tx.objectStore('bytes').put({ key: name, bytes: blob })
        tx.objectStore('sizes').put({ key: name, size: blob.size })
      }
      await new Promise((resolve, reject) => {
        tx.oncomplete = resolve
        tx.onabort = () => reject(tx.error ?? new Error('aborted'))
      })
    }
    db.close()
  }, facts)
  await plant(page, { tracks: [{ ...sampleTrack(id, frames), file: null }], separations: [separation] })
}

/** SHA-256 of every piece of every stem on this device, by stem and piece: the same on both sides, or not the same stems. */
export function stemHashes(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const request = indexedDB.open('sfa-bytes')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no bytes'))
    })
    const rows = await new Promise<{ key: string; bytes: Blob }[]>((resolve, reject) => {
      const all = db
        .transaction('bytes')
        .objectStore('bytes')
        .getAll(IDBKeyRange.bound('stems/', 'stems/\uffff'))
      all.onsuccess = () => resolve(all.result)
      all.onerror = () => reject(all.error ?? new Error('no bytes'))
    })
    db.close()
    const hashes: Record<string, string> = {}
    for (const { key, bytes } of rows) {
      const [, , ...rest] = key.split('/')
      if (rest[0] === 'peaks') continue
      const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer())
      hashes[rest.join('/')] = [...new Uint8Array(digest)].map((byte) => byte.toString(16)).join('.')
    }
    return hashes
  })
}
