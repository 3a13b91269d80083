import type { ApiAnswer, ApiQuestion, ApiWord } from '#lib/core/channel/api.ts'

/** A page that is awake says at once that it has a question; a frozen one, or none of the app's, says nothing. */
const TAKEN_MS = 1_500
/** Looking a link up may have to wait for catalogues. */
const ANSWER_MS = 120_000
/** More than this no question holds, in characters. */
const MOST = 100_000

interface Page {
  postMessage(message: unknown, transfer: Transferable[]): void
}

/** Answers `/api/…` by asking a page of the app that is open; `pages` come in the order in which they are asked. */
export async function answerApi(
  request: Request,
  pages: () => Promise<readonly Page[]>,
  patience = { takenMs: TAKEN_MS, answerMs: ANSWER_MS },
): Promise<Response> {
  // A form of another site leads here as a navigation: it may ask for nothing.
  if (request.mode === 'navigate') return say(403, { error: 'navigation' })
  const body = await bodyOf(request)
  if (body === undefined) return say(400, { error: 'bad_request', message: 'the body is no JSON' })
  const { pathname } = new URL(request.url)
  const question: ApiQuestion = { type: 'sfa:api', method: request.method, path: pathname, body }
  for (const page of await pages()) {
    const answer = await ask(page, question, patience)
    if (answer === 'late') return say(504, { error: 'timeout' })
    if (answer) return say(answer.status, answer.body)
  }
  return say(503, { error: 'no_page', message: 'no page of the app is open' })
}

/** null where nothing was sent, undefined where it cannot be read. */
async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return null
  if (text.length > MOST) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** null where the page did not take the question. */
function ask(
  page: Page,
  question: ApiQuestion,
  { takenMs, answerMs }: { takenMs: number; answerMs: number },
): Promise<ApiAnswer | 'late' | null> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    const end = (answer: ApiAnswer | 'late' | null) => {
      clearTimeout(timer)
      port1.close()
      resolve(answer)
    }
    let timer = setTimeout(() => end(null), takenMs)
    port1.onmessage = ({ data }: MessageEvent<ApiWord>) => {
      clearTimeout(timer)
      if (data.type === 'answer') end(data.answer)
      else timer = setTimeout(() => end('late'), answerMs)
    }
    page.postMessage(question, [port2])
  })
}

function say(status: number, body: object): Response {
  return Response.json(body, {
    status,
    headers: { 'Cache-Control': 'no-store', 'Cross-Origin-Resource-Policy': 'same-origin' },
  })
}
