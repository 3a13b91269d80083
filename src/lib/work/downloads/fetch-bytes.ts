import type { Download, Transfer } from '#lib/core/domain/download.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { sniff, SNIFF_BYTES } from '#lib/core/files/sniff.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { faultOfBreak, openSound, type SoundAnswer } from '#lib/platform/net/open-sound.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { TaskContext } from '../registry.ts'
import { TransferClock } from '../tasks/transfer-clock.ts'
import { Pieces } from './pieces.ts'

export interface FetchDoors {
  blobs: BlobStore
  proxy: Pick<ProxyClient, 'open'>
  now(): number
  patient?: Patient
}

export interface Fetched {
  transfer: Transfer
  bytes: number
  /** As the source says. */
  real: SoundAnswer['real']
}

/** Where on the job's bar the last byte is. */
const TO = 0.95

/** What to fetch, and where on the job's bar it begins. */
export interface Wanted {
  src: string
  from: number
}

/**
 * Brings the bytes of `src` under the track's key. What is on disk of the same (its ETag says so) is gone on with; else it begins
 * anew. The bytes are seen to be sound as soon as the first of them are here, and to be as many as were announced.
 */
export async function fetchBytes(
  doors: FetchDoors,
  context: TaskContext,
  row: Download,
  { src, from: barFrom }: Wanted,
): Promise<Outcome<Fetched>> {
  const { trackId, quality } = row
  const kept = row.transfer?.src === src ? row.transfer : null
  const pieces = await openPieces(doors, context, trackId, kept)
  if (kept?.totalBytes && pieces.bytes === kept.totalBytes)
    return done({ transfer: kept, bytes: pieces.bytes, real: null })
  const asked = { src, quality, from: pieces.bytes, etag: kept?.etag ?? null }
  const answer = await context.call('proxy', () =>
    openSound(doors.proxy, asked, context.signal, doors.patient),
  )
  if (!answer.ok) return answer
  if (answer.value !== 'whole' && !isOther(answer.value, kept))
    return goOn(doors, context, { trackId, src, barFrom, kept, pieces, answer: answer.value })
  // It goes on with something else, or has less than is here: it is asked again, from the start.
  await pieces.clear()
  await context.commit(({ downloads }) => downloads.change(trackId, (now) => ({ ...now, transfer: null })))
  return failed(fault('download-cut', { detail: 'the source has changed' }))
}

/** What is on disk, as far as it can be gone on with. */
async function openPieces(
  { blobs }: FetchDoors,
  context: TaskContext,
  trackId: string,
  kept: Transfer | null,
): Promise<Pieces> {
  const mine = () => context.commit(async () => undefined)
  const pieces = await Pieces.open(blobs, trackId, kept?.totalBytes ?? null, mine)
  const isWhole = kept?.totalBytes === pieces.bytes
  if (!kept?.etag && !isWhole && pieces.bytes > 0) await pieces.clear()
  return pieces
}

interface Begun {
  trackId: string
  src: string
  barFrom: number
  kept: Transfer | null
  pieces: Pieces
  answer: SoundAnswer
}

async function goOn(doors: FetchDoors, context: TaskContext, begun: Begun): Promise<Outcome<Fetched>> {
  const { trackId, src, kept, pieces, answer } = begun
  const isAnew = answer.start === 0
  if (isAnew) await pieces.clear()
  const transfer = transferOf(src, answer, isAnew ? null : kept)
  await context.commit(({ downloads }) => downloads.change(trackId, (now) => ({ ...now, transfer })))
  const broke = await take(doors, context, begun, transfer)
  return broke ? failed(broke) : done({ transfer, bytes: pieces.bytes, real: answer.real })
}

const isOther = ({ start, etag }: SoundAnswer, kept: Transfer | null) =>
  start > 0 && etag !== null && etag !== kept?.etag

function transferOf(src: string, answer: SoundAnswer, kept: Transfer | null): Transfer {
  if (kept) return { ...kept, totalBytes: answer.totalBytes ?? kept.totalBytes }
  const { etag, totalBytes, mime, name } = answer
  return { src, etag, totalBytes, mime, name }
}

async function take(
  doors: FetchDoors,
  context: TaskContext,
  { pieces, answer, barFrom }: Begun,
  { totalBytes: total }: Transfer,
): Promise<Fault | null> {
  const clock = new TransferClock(doors.now)
  let looked = pieces.bytes > 0
  try {
    for await (const bytes of answer.bytes) {
      if (context.signal.aborted) return fault('cancelled')
      await pieces.add(bytes)
      context.weigh({ in: bytes.length })
      if (!looked && pieces.arrived >= SNIFF_BYTES) {
        const wrong = await notSound(pieces)
        if (wrong) return wrong
        looked = true
      }
      if (total !== null && pieces.arrived > total) return tooLong(pieces.arrived, total)
      tick(context, barFrom, pieces.arrived, total, clock)
    }
  } catch (error) {
    return faultOfBreak(error, context.signal)
  }
  if (context.signal.aborted) return fault('cancelled')
  if (total !== null && pieces.arrived < total) {
    return fault('download-cut', { detail: `${pieces.arrived} of ${total} bytes` })
  }
  const wrong = looked ? null : await notSound(pieces)
  if (!wrong) await pieces.end()
  return wrong
}

const tooLong = (came: number, total: number) =>
  fault('download-not-audio', { detail: `${came} bytes came of ${total}` })

function tick(
  context: TaskContext,
  from: number,
  arrived: number,
  total: number | null,
  clock: TransferClock,
): void {
  if (total === null) return context.tick({ phase: 'downloading', fraction: from, leftS: null })
  const fraction = from + (TO - from) * (arrived / Math.max(1, total))
  const leftS = clock.left(arrived, total)
  context.tick({ phase: 'downloading', fraction, leftS, bytes: { done: arrived, total } })
}

/** What a service says in words instead of sound: a page, a refusal as JSON, a picture, an archive. */
async function notSound(pieces: Pieces): Promise<Fault | null> {
  const head = await pieces.head(SNIFF_BYTES)
  if (head.length === 0) return fault('download-not-audio', { detail: 'nothing came' })
  const sniffed = sniff(head)
  if (sniffed.kind === 'audio') return null
  if (sniffed.kind === 'other') return fault('download-not-audio', { detail: sniffed.what })
  const words = new TextDecoder().decode(head.subarray(0, 64)).trimStart()
  return /^[<{[]/.test(words) ? fault('download-not-audio', { detail: 'text' }) : null
}
