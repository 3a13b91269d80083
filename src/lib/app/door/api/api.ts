import * as v from 'valibot'
import type { ApiAnswer, ApiQuestion } from '#lib/core/channel/api.ts'
import { jobMessage, type ChannelWords } from '#lib/core/channel/messages.ts'
import { FEATURES } from '#lib/core/domain/analysis.ts'
import { QUALITIES } from '#lib/core/domain/download.ts'
import { fault, faultFrom } from '#lib/core/domain/fault.ts'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import { recognise } from '#lib/core/links/recognise.ts'
import type { MetaAnswer } from '#lib/platform/net/proxy-client.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { JobInfo, SoundForge } from '../sound-forge.ts'
import { faultAnswer } from './api-faults.ts'
import { made } from './made.ts'

export interface ApiNeeds {
  sfa: Pick<SoundForge, 'add' | 'download' | 'separate' | 'analyse' | 'analysis' | 'models' | 'watch'>
  /** What a link names. */
  meta(link: string): Promise<Outcome<MetaAnswer>>
  rows: Pick<RowStore, 'read'>
  progress: { readonly all: ReadonlyMap<string, Progress> }
  words: ChannelWords
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const link = v.object({ url: v.pipe(v.string(), v.maxLength(4000)) })
const download = v.object({
  track_id: v.optional(id),
  url: v.optional(link.entries.url),
  quality: v.optional(v.picklist(QUALITIES)),
})
const separate = v.object({ track_id: id, model: v.optional(id) })
const analyse = v.object({
  track_id: id,
  mode: v.optional(v.picklist(['quick', 'full'])),
  features: v.optional(v.array(v.picklist([...FEATURES, 'all']))),
})

/** Kinds of jobs, by the word their addresses have. */
const ROOMS: Readonly<Record<string, Job['kind']>> = {
  download: 'download',
  processing: 'separate',
  analysis: 'analyse',
}

const NOT_FOUND: ApiAnswer = { status: 404, body: { error: 'not_found' } }

class BadQuestion extends Error {}

/** Answers what the older server answered under the same addresses; never throws. */
export async function answerQuestion(needs: ApiNeeds, question: ApiQuestion): Promise<ApiAnswer> {
  try {
    return await routed(needs, question)
  } catch (error) {
    if (error instanceof BadQuestion)
      return { status: 400, body: { error: 'bad_request', message: error.message } }
    return faultAnswer(faultFrom(error), needs.words)
  }
}

type Handler = (needs: ApiNeeds, body: unknown) => Promise<ApiAnswer>

const HANDLERS: Readonly<Record<string, Handler>> = {
  'POST /api/spotify/fetch': (needs, body) => metadata(needs, read(link, body).url),
  'POST /api/download/track': (needs, body) => startDownload(needs, read(download, body)),
  async 'POST /api/processing/separate'({ sfa }, body) {
    const { track_id, model } = read(separate, body)
    return started(await sfa.separate(track_id, model === undefined ? {} : { model }), track_id)
  },
  async 'POST /api/analysis/analyze'({ sfa }, body) {
    const { track_id, mode, features } = read(analyse, body)
    const some = features?.filter((one) => one !== 'all') ?? []
    const wish = { ...(mode ? { mode } : {}), ...(some.length > 0 ? { features: some } : {}) }
    return started(await sfa.analyse(track_id, wish), track_id)
  },
  async 'GET /api/processing/models'({ sfa }) {
    return { status: 200, body: { models: await sfa.models() } }
  },
}

const JOB = /^GET \/api\/([a-z]+)\/job\/([^/]+)$/

async function routed(needs: ApiNeeds, { method, path, body }: ApiQuestion): Promise<ApiAnswer> {
  const asked = `${method} ${path}`
  const [, room = '', jobId = ''] = JOB.exec(asked) ?? []
  const kind = Object.hasOwn(ROOMS, room) ? ROOMS[room] : undefined
  if (kind) return jobAnswer(needs, kind, jobId)
  const handler = Object.hasOwn(HANDLERS, asked) ? HANDLERS[asked] : undefined
  return handler ? handler(needs, body) : NOT_FOUND
}

function read<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new BadQuestion(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`)
}

const started = (jobId: string, trackId: string): ApiAnswer => ({
  status: 202,
  body: { job_id: jobId, track_id: trackId, status: 'queued' },
})

/** An address that names no music is refused at once: nothing is written for it. */
function linkOf(url: string) {
  const found = recognise(url.trim())
  if (!found.ok) throw new BadQuestion('invalid_url')
  return found.link
}

async function metadata({ meta, words }: ApiNeeds, url: string): Promise<ApiAnswer> {
  const found = await meta(linkOf(url).url)
  if (!found.ok) return faultAnswer(found.fault, words)
  const { kind, items, total, truncated, collection } = found.value
  const tracks = items.map((one) => ({
    ...{ title: one.title, artist: one.artist, album: one.album, album_art_url: one.coverUrl },
    ...{ duration: one.duration, duration_ms: one.durationMs, isrc: one.isrc, release_date: one.releaseDate },
    ...{ spotify_id: one.spotifyId, spotify_url: one.spotifyUrl, source: one.source },
    source_confidence: one.sourceConfidence,
  }))
  return { status: 200, body: { kind, name: collection?.title ?? null, total, truncated, tracks } }
}

/** A link is looked up first, as its row in the library, and its sound then asked for. */
async function startDownload(
  needs: ApiNeeds,
  { track_id, url, quality }: v.InferOutput<typeof download>,
): Promise<ApiAnswer> {
  if (track_id !== undefined) return started(await needs.sfa.download(track_id, quality), track_id)
  if (url === undefined) throw new BadQuestion('track_id or url is needed')
  const { url: canonical, kind, sourceKey } = linkOf(url)
  if (kind === 'album' || kind === 'playlist') throw new BadQuestion('the link is of many songs')
  const { trackIds, jobIds } = await needs.sfa.add(canonical)
  const looked = await Promise.all(jobIds.map((jobId) => ended(needs.sfa, jobId)))
  const song = await songOf(needs, sourceKey, trackIds)
  if (song) return started(await needs.sfa.download(song, quality), song)
  const why = looked.find(({ state }) => state === 'failed')?.fault
  return faultAnswer(why ?? fault('track-gone'), needs.words)
}

/** Once it is looked up a link may be a song that was here already. */
function songOf({ rows }: ApiNeeds, sourceKey: string, ids: readonly string[]): Promise<string | null> {
  return rows.read(['tracks'], async ({ tracks }) => {
    const [same] = await tracks.by('sourceKey', sourceKey)
    const there = await Promise.all(ids.map((one) => tracks.get(one)))
    return (same ?? there.find((one) => one !== null))?.id ?? null
  })
}

function ended({ watch }: Pick<SoundForge, 'watch'>, jobId: string): Promise<JobInfo> {
  return new Promise((resolve) => {
    const stop = watch(jobId, (job) => {
      if (job.state !== 'done' && job.state !== 'failed' && job.state !== 'cancelled') return
      // It may be told before the watch is ours to end.
      queueMicrotask(() => stop())
      resolve(job)
    })
  })
}

async function jobAnswer(needs: ApiNeeds, kind: Job['kind'], jobId: string): Promise<ApiAnswer> {
  const job = await needs.rows.read(['jobs'], ({ jobs }) => jobs.get(jobId))
  if (job?.kind !== kind) return NOT_FOUND
  const { payload } = jobMessage(job, needs.progress.all.get(jobId) ?? null, needs.words)
  return { status: 200, body: { ...payload, ...(job.state === 'done' ? await made(needs, job) : {}) } }
}
