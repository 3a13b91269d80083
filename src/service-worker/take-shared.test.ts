import { afterEach, expect, it, vi } from 'vitest'
import { takeShared } from './take-shared.ts'

afterEach(() => void vi.unstubAllGlobals())

it('files and words of another app wait for the page that is led to them', async () => {
  const kept = new Map<string, Response>()
  vi.stubGlobal('caches', {
    open: async () => ({ put: async (key: string, answer: Response) => void kept.set(key, answer) }),
    delete: async () => kept.clear(),
  })
  vi.stubGlobal(
    'Response',
    class extends Response {
      static override redirect(url: string, status: number) {
        return new Response(null, { status, headers: { Location: url } })
      }
    },
  )
  const form = new FormData()
  form.set('title', 'https://song.example/1')
  form.set('text', 'https://song.example/1')
  form.set('url', '')
  form.append('files', new File(['sound'], 'Ünder.mp3', { type: 'audio/mpeg' }))
  const request = new Request('https://app.example/share', { method: 'POST', body: form })
  const answer = await takeShared(request, () => 'd1')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?shared=d1'])
  expect(await kept.get('/shared/d1/words')?.text()).toBe('https://song.example/1')
  const file = kept.get('/shared/d1/0')
  expect(decodeURIComponent(file?.headers.get('x-name') ?? '')).toBe('Ünder.mp3')
  expect(await file?.text()).toBe('sound')
})
