import type { PrepareLine } from '../contract.ts'
import { errorOf, refuse } from '../errors/refusal.ts'
import type { House } from './context.ts'
import { ask, SoundQuestion } from './questions.ts'

/** `GET /prepare`: lines of progress until the sound is ready for `/audio`. Who goes away gives the work up. */
export function answerPrepare(house: House, request: Request, client: string): Response {
  const { src: asked, quality } = ask(SoundQuestion, Object.fromEntries(new URL(request.url).searchParams))
  const { source, src } = house.sources.of(asked)
  const { prepare } = source
  if (!prepare) throw refuse('bad_request', 'this needs no preparation: ask /audio', { service: source.id })
  const leave = house.streams.enter(client)
  const gone = new AbortController()
  const letters = new TextEncoder()

  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: PrepareLine) => {
        if (!gone.signal.aborted) controller.enqueue(letters.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        const sound = await prepare(src, quality, tell, gone.signal)
        const { bytes, mime, realQuality } = sound
        tell({ type: 'done', src, bytes, mime, realQuality })
      } catch (error) {
        const data = errorOf(error, source.id)
        house.deps.log('info', 'preparation failed', { source: source.id, code: data.code })
        tell({ type: 'error', error: data })
      } finally {
        leave()
        if (!gone.signal.aborted) controller.close()
      }
    },
    cancel: () => gone.abort(),
  })
  request.signal.addEventListener('abort', () => gone.abort(), { once: true })
  return new Response(body, {
    headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' },
  })
}
