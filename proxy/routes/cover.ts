import { pictureType } from '../guards/content.ts'
import { readAll } from '../guards/size.ts'
import type { Service } from '../outbound/outside.ts'
import type { House } from './context.ts'
import { ask, CoverQuestion } from './questions.ts'

/** Where the catalogues keep their pictures. */
const COVERS: Service = {
  id: 'covers',
  hosts: [
    '.scdn.co',
    '.spotifycdn.com',
    '.mzstatic.com',
    '.dzcdn.net',
    'coverartarchive.org',
    'archive.org',
    '.archive.org',
    'i.ytimg.com',
    '.jamendo.com',
    '.audius.co',
    '.bdnodes.net',
  ],
}
const MAX_BYTES = 10_000_000

/** `GET /cover`: a picture from a known place, seen to be one, in a form that an isolated page may show. */
export async function answerCover(house: House, query: unknown): Promise<Response> {
  const { url } = ask(CoverQuestion, query)
  const { body } = await house.outside.open(COVERS, { url, headers: { accept: 'image/*' } })
  const bytes = await readAll(body, MAX_BYTES, COVERS.id)
  const mime = pictureType(bytes, COVERS.id)
  return new Response(bytes, { headers: { 'Content-Type': mime, 'Cache-Control': 'public, max-age=604800' } })
}
