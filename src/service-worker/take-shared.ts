import {
  SHARED_CACHE,
  SHARED_NAME,
  SHARED_QUERY,
  sharedFileKey,
  sharedWordsKey,
} from '#lib/core/intake/shared-in.ts'

/** Form fields as the manifest names them. */
const WORDS = ['title', 'text', 'url'] as const
const FILES = 'files'

/** Keeps what another app shares until the page has it, and leads there. One that was never taken makes way. */
export async function takeShared(request: Request, newId: () => string): Promise<Response> {
  const form = await request.formData()
  const delivery = newId()
  await caches.delete(SHARED_CACHE)
  const cache = await caches.open(SHARED_CACHE)
  const words = WORDS.map((name) => form.get(name)).filter((one) => typeof one === 'string' && one !== '')
  // Many apps send the link as the text as well.
  await cache.put(sharedWordsKey(delivery), new Response([...new Set(words)].join('\n')))
  const files = form.getAll(FILES).filter((one) => one instanceof File)
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, [SHARED_NAME]: encodeURIComponent(file.name) }
    await cache.put(sharedFileKey(delivery, index), new Response(file, { headers }))
  }
  return Response.redirect(`/?${SHARED_QUERY}=${delivery}`, 303)
}
