import { fault } from '#lib/core/domain/fault.ts'
import { modelChunkKey, originalKey, pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import { keyText } from '#lib/core/sharing/link-key.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import { deriveSecrets } from '#lib/platform/rtc/secrets.ts'
import { partsOf } from '#lib/work/tasks/model-parts.ts'
import { CARDS } from '#models/cards.ts'
import type { SampleLibrary } from '../seed-library.ts'
import { shareOf } from './share-device.ts'

const bytesOf = (byte: number) => new Uint8Array(16).fill(byte)
const KEYS = { nobody: bytesOf(1), coming: bytesOf(2), whole: bytesOf(3), ended: bytesOf(4) }

/** Keys of links: of nobody who is there, and of three that were taken. */
export const SHARE_KEYS = {
  nobody: keyText(KEYS.nobody),
  coming: keyText(KEYS.coming),
  whole: keyText(KEYS.whole),
  ended: keyText(KEYS.ended),
}

async function receiptOf(
  key: Uint8Array<ArrayBuffer>,
  trackId: string,
  more: Partial<Receipt>,
): Promise<Receipt> {
  const { room } = await deriveSecrets(key)
  return {
    ...{ id: room, key: keyText(key), taker: 'taker-123', state: 'whole', fault: null, from: 'Ada' },
    ...{ title: 'Night Bus', trackId, separationId: null, modelId: null, manifest: null },
    ...{ bytes: 33_000_000, haveBytes: 33_000_000, limited: true, createdAt: 1_790_000_000_000 },
    endedAt: 1_790_000_050_000,
    ...more,
  }
}

/** A library whose first song is shared in every state, whose model is, and in which three songs came from others. */
export async function sharedLibrary(
  busy: SampleLibrary,
): Promise<{ library: SampleLibrary; bytes: { key: string; bytes: Uint8Array }[] }> {
  const parts = CARDS.filter(({ id }) => id === 'htdemucs').flatMap((card) =>
    partsOf(card).map((part) => part.sha256),
  )
  const manifest = { bytes: 9000, sha256: 'ab'.repeat(32) }
  const base = { trackId: 't0', title: 'Glass Harbour', manifest, bytes: 33_400_000, state: 'open' } as const
  const stems = ['drums', 'bass', 'other', 'vocals'] as const
  const in2050 = 2_524_608_000_000
  const library = {
    ...busy,
    models: [
      {
        ...{ id: 'htdemucs', state: 'ready' as const, parts, imported: [] },
        ...{ bytes: 174_000_000, totalBytes: 174_000_000, fault: null, changedAt: 1 },
      },
    ],
    shares: [
      shareOf({ ...base, id: 's1', stems: [...stems], expiresAt: in2050, mostUses: 5, createdAt: 9 }),
      shareOf({ ...base, id: 's2', stems: ['vocals'], original: false, expiresAt: 1, createdAt: 8 }),
      shareOf({ ...base, id: 's3', stems: ['bass'], state: 'stopped', createdAt: 7, sentBytes: 5_000_000 }),
      shareOf({ ...base, id: 's4', mostUses: 1, takers: ['somebody-1'], createdAt: 6 }),
      shareOf({
        ...{ id: 's5', trackId: null, modelId: 'htdemucs', title: 'HTDemucs', manifest, bytes: 174_000_000 },
        ...{ state: 'open', original: false, expiresAt: in2050, createdAt: 5 },
      }),
    ],
    receipts: [
      await receiptOf(KEYS.whole, 't1', {}),
      await receiptOf(KEYS.coming, 't2', { state: 'receiving', haveBytes: 12_000_000, endedAt: null }),
      await receiptOf(KEYS.ended, 't3', {
        ...{ state: 'ended', fault: fault('share-stopped'), haveBytes: 12_000_000 },
      }),
    ],
  }
  // A few bytes of each: what has none is taken for lost.
  const keys = [
    ...library.tracks.flatMap(({ id }) => [originalKey(id, 0), pcmKey(id, '0')]),
    ...library.separations.map(({ id }) => stemKey(id, 'vocals', '0')),
    ...parts.map((part) => modelChunkKey(part, 0)),
  ]
  return { library, bytes: keys.map((key) => ({ key, bytes: new Uint8Array(8) })) }
}
