import { createNodeProxy, type NodeProxy, type NodeProxyOptions } from '#proxy/node/node-proxy.ts'
import { SIDECAR_KEY } from './home.ts'
import { SPOTIFY_ID, SPOTIFY_SECRET } from './spotify.ts'
import type { Outside } from './start-outside.ts'

/** An owner who has set up everything that the fakes offer. */
export function fakeEnvironment(outside: Outside): Record<string, string> {
  return {
    SPOTIFY_CLIENT_ID: SPOTIFY_ID,
    SPOTIFY_CLIENT_SECRET: SPOTIFY_SECRET,
    JAMENDO_CLIENT_ID: 'fakejamendo',
    SIDECAR_URL: outside.homeUrl,
    SIDECAR_KEY,
    EMBED_PAGES: '1',
    LOG_LEVEL: 'silent',
  }
}

/** The real proxy, every guard on, in front of the pretended world. */
export function proxyTo(
  outside: Outside,
  env: Record<string, string | undefined> = fakeEnvironment(outside),
  more: Partial<NodeProxyOptions> = {},
): NodeProxy {
  return createNodeProxy({ env, loopback: true, outside: outside.transport, ...more })
}
