import * as v from 'valibot'
import { LANE_ORDER } from '../domain/separation.ts'
import { segmentCount } from '../dsp/segments.ts'
import { parse } from './frames.ts'
import {
  CHUNK_BYTES,
  MOST_BYTES,
  MOST_CHUNKS,
  MOST_MANIFEST_BYTES,
  MOST_UNIT_BYTES,
  MOST_UNITS,
} from './limits.ts'
import { base64url } from './link-key.ts'
import { stemPieces } from './stem-pieces.ts'
import { encodeUtf8 } from '../text/utf8.ts'

/**
 * What a share consists of. Nothing in it names a place: where bytes are put is reckoned from what they are, so that no name
 * can lead anywhere.
 */
export const MANIFEST_VERSION = 1

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const finite = v.pipe(v.number(), v.finite())

/** Text of another: of one line, without letters that steer what is written beside them. */
const text = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(4 * most),
    v.transform((value) =>
      value
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, most),
    ),
  )

const MOST_FRAMES = 44_100 * 3600 * 12
const stem = v.picklist(LANE_ORDER)
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const unit = v.variant('role', [
  v.strictObject({ role: v.literal('stem'), stem, index: whole(MOST_UNITS), ...sized() }),
  v.strictObject({ role: v.literal('original'), index: whole(MOST_UNITS), ...sized() }),
  v.strictObject({ role: v.literal('cover'), ...sized() }),
  v.strictObject({ role: v.literal('analysis'), ...sized() }),
  v.strictObject({
    role: v.literal('detail'),
    source: v.picklist(['mix', 'stems']),
    index: whole(1000),
    ...sized(),
  }),
  v.strictObject({ role: v.literal('model'), part: hash, index: whole(1000), ...sized() }),
])

/** Bytes, and the SHA-256 of each chunk, one after the other in base64url. */
function sized() {
  return {
    bytes: v.pipe(whole(MOST_UNIT_BYTES), v.minValue(1)),
    hashes: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  }
}

const lane = v.strictObject({
  muted: v.boolean(),
  solo: v.boolean(),
  gain: v.pipe(finite, v.minValue(0), v.maxValue(2)),
  pan: v.pipe(finite, v.minValue(-1), v.maxValue(1)),
})

const song = v.strictObject({
  title: text(300),
  artist: text(300),
  album: text(300),
  albumArtist: text(300),
  genre: text(100),
  year: v.nullable(whole(9999)),
  trackNumber: v.nullable(whole(9999)),
  discNumber: v.nullable(whole(9999)),
  isrc: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z0-9]{12}$/))),
  durationS: v.pipe(finite, v.minValue(0), v.maxValue(12 * 3600)),
  pcm: v.strictObject({
    frames: v.pipe(whole(MOST_FRAMES), v.minValue(1)),
    mean: finite,
    std: finite,
    peak: finite,
  }),
})

const separation = v.strictObject({
  modelId: v.pipe(v.string(), v.regex(/^[\w.-]{1,60}$/)),
  modelHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{0,64}$/)),
  stems: v.pipe(v.array(stem), v.minLength(1), v.maxLength(6)),
  frames: v.pipe(whole(MOST_FRAMES), v.minValue(1)),
  finished: v.pipe(v.array(whole(MOST_UNITS)), v.maxLength(MOST_UNITS)),
  region: v.nullable(v.strictObject({ start: whole(MOST_FRAMES), end: whole(MOST_FRAMES) })),
})

const manifest = v.strictObject({
  version: v.literal(MANIFEST_VERSION),
  from: text(60),
  madeAt: whole(Number.MAX_SAFE_INTEGER),
  song: v.nullable(song),
  separation: v.nullable(separation),
  mix: v.nullable(
    v.strictObject({
      lanes: v.pipe(
        v.record(v.picklist([...LANE_ORDER, 'mix']), lane),
        v.transform((lanes) => ({ ...lanes })),
      ),
      master: v.pipe(finite, v.minValue(0), v.maxValue(1)),
      loop: v.nullable(v.strictObject({ start: whole(MOST_FRAMES), end: whole(MOST_FRAMES) })),
    }),
  ),
  original: v.nullable(
    v.strictObject({ name: text(200), bytes: whole(MOST_BYTES), sha256: hash, mime: text(100) }),
  ),
  model: v.nullable(v.strictObject({ id: v.pipe(v.string(), v.regex(/^[\w.-]{1,60}$/)), title: text(100) })),
  units: v.pipe(v.array(unit), v.minLength(1), v.maxLength(MOST_UNITS)),
})

export type Manifest = v.InferOutput<typeof manifest>
export type Unit = Manifest['units'][number]

export function writeManifest(value: Manifest): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(value))
}

/** Why a manifest is not taken. `newer`: of a later version, which this one does not read. */
export type Refused = 'newer' | 'unfit'

/** The manifest in these bytes, if every word of it is as this version knows it and agrees with all others. */
export function readManifest(bytes: Uint8Array): Manifest | Refused {
  if (bytes.length > MOST_MANIFEST_BYTES) return 'unfit'
  const raw = parse(bytes)
  if (v.is(v.object({ version: v.pipe(v.number(), v.gtValue(MANIFEST_VERSION)) }), raw)) return 'newer'
  const parsed = v.safeParse(manifest, raw)
  return parsed.success && agrees(parsed.output) ? parsed.output : 'unfit'
}

function agrees(value: Manifest): boolean {
  const { units, separation: stems, song: track } = value
  const total = units.reduce((sum, one) => sum + one.bytes, 0)
  const chunks = units.reduce((sum, one) => sum + chunksOf(one.bytes), 0)
  if (total > MOST_BYTES || chunks > MOST_CHUNKS) return false
  if (units.some((one) => one.hashes.length !== hashLetters(one.bytes))) return false
  if (new Set(units.map(nameOf)).size !== units.length) return false
  if (!track && value.model === null) return false
  if (!partsAgree(value)) return false
  return !stems || (track !== null && stemsAgree(stems, units, track.pcm.frames))
}

/** What is announced is there, and nothing that is not announced. */
function partsAgree({ units, separation, original, model }: Manifest): boolean {
  const of = (role: Unit['role']) => units.filter((one) => one.role === role)
  const originals = of('original')
  const bytes = originals.reduce((sum, one) => sum + one.bytes, 0)
  return (
    of('stem').length > 0 === (separation !== null) &&
    of('model').length > 0 === (model !== null) &&
    isRow(originals) &&
    bytes === (original?.bytes ?? 0)
  )
}

/** Counted 0, 1, 2 … without a gap. */
const isRow = (units: readonly Unit[]) => units.every((one, i) => 'index' in one && one.index === i)

function stemsAgree(
  stems: NonNullable<Manifest['separation']>,
  units: readonly Unit[],
  frames: number,
): boolean {
  const { finished } = stems
  if (stems.frames !== frames || new Set(stems.stems).size !== stems.stems.length) return false
  const most = segmentCount(frames)
  if (finished.some((index, i) => index >= most || index <= (finished[i - 1] ?? -1))) return false
  const pieces = stemPieces(frames, finished).length
  return (
    pieces > 0 &&
    units.every((one) => one.role !== 'stem' || stems.stems.includes(one.stem)) &&
    stems.stems.every((name) => {
      const own = units.filter((one) => one.role === 'stem' && one.stem === name)
      return own.length === pieces && isRow(own)
    })
  )
}

/** What a unit is, as one word; no two of a manifest share one. */
export function nameOf(one: Unit): string {
  const more = 'stem' in one ? one.stem : 'source' in one ? one.source : 'part' in one ? one.part : ''
  return `${one.role}/${more}/${'index' in one ? one.index : 0}`
}

export const chunksOf = (bytes: number): number => Math.ceil(bytes / CHUNK_BYTES)

/** Letters of so many hashes of 32 bytes in base64url. */
const hashLetters = (bytes: number) => Math.ceil((chunksOf(bytes) * 32 * 4) / 3)

export function hashesText(hashes: readonly Uint8Array[]): string {
  const all = new Uint8Array(hashes.length * 32)
  hashes.forEach((one, i) => all.set(one, i * 32))
  return base64url(all)
}
