import { refuse } from '../errors/refusal.ts'
import { checkUrl, isAllowed } from '../guards/url.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { likeness } from './rank.ts'
import { after, candidate, type AudioSource } from './audio-source.ts'

const DIRECT: Service = { id: 'direct', hosts: 'public' }
const PREVIEW: Service = {
  id: 'preview',
  hosts: ['audio-ssl.itunes.apple.com', '.dzcdn.net', 'p.scdn.co', '.mzstatic.com'],
}

/** Places whose pages are no files, and whose files a server must not fetch. */
export const NEVER_DIRECT = [
  '.youtube.com',
  'youtu.be',
  '.googlevideo.com',
  '.youtube-nocookie.com',
  '.spotify.com',
  '.soundcloud.com',
  '.music.apple.com',
]
const SOUND_NAME = /\.(mp3|wav|flac|ogg|oga|opus|m4a|aac|aiff?|webm|mka|wma|mp4)$/i

export const isWebLink = (src: string): boolean => /^https?:\/\//i.test(src)

/** A link that is the file itself, at any public host. */
export function createDirect(outside: Outside): AudioSource {
  return {
    id: 'direct',
    off: null,
    owns: isWebLink,
    closedFor: () => outside.closedFor(DIRECT),
    async locate(src) {
      const url = checkUrl(src, 'public')
      if (isAllowed(url.hostname, NEVER_DIRECT))
        throw refuse('unsupported', 'sound from here needs a sidecar of your own; or attach a file', {
          service: 'direct',
        })
      return { service: DIRECT, url: url.href, name: nameOf(url) }
    },
    async find({ url, wish }) {
      if (url === null || !SOUND_NAME.test(URL.canParse(url) ? new URL(url).pathname : '')) return []
      const name = nameOf(checkUrl(url, 'public')) ?? url
      const title = name.replace(/\.[^.]*$/, '')
      const score = wish.title ? likeness(wish.title, title) : 1
      return [candidate({ source: 'direct', src: url, title, pageUrl: url, score })]
    },
  }
}

function nameOf(url: URL): string | null {
  const last = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last) || null
  } catch {
    return last || null // A stray percent sign is part of the name.
  }
}

/** The thirty seconds that shops let everyone hear. */
export function createPreview(outside: Outside): AudioSource {
  return {
    id: 'preview',
    off: null,
    owns: (src) => after(src, 'preview') !== null,
    closedFor: () => outside.closedFor(PREVIEW),
    locate: async (src) => ({ service: PREVIEW, url: after(src, 'preview') ?? '', name: null }),
  }
}
