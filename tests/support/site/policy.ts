import { createHash } from 'node:crypto'
import type { HeaderRule } from './headers-file.ts'

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}

/** The hashes by which a content policy knows the inline scripts of a page. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)
  return [...scripts].map((match) => digest(match[1] ?? ''))
}

/** The fixed `style` attribute of the element by which SvelteKit tells screen readers of a new page. */
const ANNOUNCER_STYLE =
  'position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px'

/** The fixed `style` attribute around each row of the command palette (bits-ui). */
const PALETTE_ROW_STYLE = 'display: contents;'

/** A proxy at home, and Spotify's own doors for people who bring their own account. */
const AT_HOME = ['http://127.0.0.1:*', 'http://localhost:*']
const SPOTIFY = ['https://accounts.spotify.com', 'https://api.spotify.com']

/** Origins of proxies elsewhere, named by the owner when he builds: `SFA_CONNECT="https://proxy.example"`. */
function proxyOrigins(): string[] {
  const named = (process.env['SFA_CONNECT'] ?? '').split(/[\s,]+/).filter(Boolean)
  const wrong = named.filter((one) => !URL.canParse(one) || new URL(one).origin !== one)
  if (wrong.length > 0) throw new Error(`SFA_CONNECT holds what is no origin: ${wrong.join(' ')}`)
  return named
}

/**
 * The content policy of every answer. Scripts and styles come only from here; questions, pictures and sound also from the
 * proxies named above.
 * Trusted Types are not here but in a `meta` of the page (`app.html`): this header also reaches the workers, and
 * onnxruntime's thread pool starts its threads by plain address inside one.
 * Workers of our own may start one from a `blob:`: that is how the encoders of mediabunny come, and what they may do is bound by
 * this same policy; a page cannot, for Trusted Types let it start nothing but files of this site.
 */
export function contentPolicy(shell: string, embedders: readonly string[] = []): string {
  const proxies = [...AT_HOME, ...proxyOrigins()].join(' ')
  // Browsers that do not count a WebSocket of this origin as 'self' are few and old; proxies elsewhere are named.
  const sockets = proxies.replaceAll('http', 'ws')
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inlineScriptHashes(shell)].join(' '),
    "style-src 'self'",
    `style-src-attr 'unsafe-hashes' ${digest(ANNOUNCER_STYLE)} ${digest(PALETTE_ROW_STYLE)}`,
    `img-src 'self' blob: data: ${proxies}`,
    `media-src 'self' blob: ${proxies}`,
    `connect-src 'self' ${proxies} ${sockets} ${SPOTIFY.join(' ')}`,
    "worker-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${embedders.length > 0 ? embedders.join(' ') : "'none'"}`,
  ].join('; ')
}

/**
 * Sites that may show the app in a frame, named by whoever builds it: `EMBED_ORIGINS`, separated by blanks. Throws at what
 * is no plain origin, so that a slip opens nothing.
 */
export function embeddersOf(words: string | undefined): string[] {
  const origins = (words ?? '').split(/\s+/).filter(Boolean)
  for (const origin of origins) {
    if (URL.parse(origin)?.origin !== origin) throw new Error(`EMBED_ORIGINS: ${origin} is no origin`)
  }
  return origins
}

/** The glue of essentia.js makes functions of text: its worker's own answer allows that, and no other. */
const withEval = (policy: string) => policy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'")

/**
 * What a host must answer with: isolation (threads need it), the policy, and how long a file may be kept. `opinionWorkers` are the
 * addresses of the worker around essentia.js.
 */
export function siteHeaders(
  shell: string,
  embedders: readonly string[] = [],
  opinionWorkers: readonly string[] = [],
): HeaderRule[] {
  return [
    {
      pattern: '/*',
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': embedders.length > 0 ? 'cross-origin' : 'same-origin',
        'Content-Security-Policy': contentPolicy(shell, embedders),
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
        'Permissions-Policy':
          'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=()',
      },
    },
    // The window that other sites open must keep its opener. Hosts that join both values with a comma send what is no value
    // at all, and browsers read that as this one.
    { pattern: '/door', headers: { 'Cross-Origin-Opener-Policy': 'unsafe-none' } },
    { pattern: '/_app/immutable/*', headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
    // Hosts that join both policies allow less than either; there the service worker mends the answer.
    ...opinionWorkers.map((pattern) => ({
      pattern,
      headers: { 'Content-Security-Policy': withEval(contentPolicy(shell, embedders)) },
    })),
  ]
}
