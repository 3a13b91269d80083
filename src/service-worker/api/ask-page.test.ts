import { expect, it } from 'vitest'
import type { ApiQuestion } from '#lib/core/channel/api.ts'
import { answerApi } from './ask-page.ts'

const PATIENCE = { takenMs: 500, answerMs: 500 }
const asleep = { postMessage: () => undefined }

function awake(how: 'answers' | 'only takes') {
  const heard: ApiQuestion[] = []
  return {
    heard,
    postMessage(message: unknown, [port]: Transferable[]) {
      const question = message as ApiQuestion
      heard.push(question)
      if (!(port instanceof MessagePort)) throw new Error('no port')
      port.postMessage({ type: 'taken' })
      if (how === 'answers')
        port.postMessage({
          type: 'answer',
          answer: { status: 202, body: { job_id: 'j', asked: question.path } },
        })
      port.close()
    },
  }
}

const ask = (
  pages: Parameters<typeof answerApi>[1] extends () => Promise<infer P> ? P : never,
  body?: string,
) =>
  answerApi(
    new Request('https://app.example/api/download/track?x=1', {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
    }),
    async () => pages,
    PATIENCE,
  )

it('the first page that is awake answers, and no other is asked', async () => {
  const [first, second] = [awake('answers'), awake('answers')]
  const answer = await ask([asleep, first, second], '{"track_id":"t"}')
  expect([answer.status, await answer.json()]).toEqual([202, { job_id: 'j', asked: '/api/download/track' }])
  expect(first.heard).toEqual([
    { type: 'sfa:api', method: 'POST', path: '/api/download/track', body: { track_id: 't' } },
  ])
  expect(second.heard).toEqual([])
})

it('where no page is open, or none is awake, that is said', async () => {
  for (const pages of [[], [asleep, asleep]]) expect((await ask(pages)).status).toBe(503)
})

it('what a page has taken is asked of no other, however long it takes', async () => {
  const second = awake('answers')
  expect((await ask([awake('only takes'), second])).status).toBe(504)
  expect(second.heard).toEqual([])
})

it('what is no JSON, or has no end, goes to no page', async () => {
  const page = awake('answers')
  for (const body of ['url=1', '{', `"${'a'.repeat(100_001)}"`])
    expect((await ask([page], body)).status).toBe(400)
  expect(page.heard).toEqual([])
})

it('a form of another site, which comes as a navigation, may ask for nothing', async () => {
  const page = awake('answers')
  const request = new Request('https://app.example/api/download/track', { method: 'POST', body: '{}' })
  const form = Object.defineProperty(request, 'mode', { value: 'navigate' })
  expect((await answerApi(form, async () => [page], PATIENCE)).status).toBe(403)
  expect(page.heard).toEqual([])
})
