import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'

/** The proxy as long as its code may still be on its way. Where that cannot be had each call answers so. */
export function laterProxy(
  part: () => Promise<ProxyClient>,
): Pick<ProxyClient, 'health' | 'meta' | 'search' | 'cover' | 'addressOf'> {
  const ask = async <T>(call: (proxy: ProxyClient) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const proxy = await outcomeOf(part)
    return proxy.ok ? call(proxy.value) : proxy
  }
  return {
    health: (...order) => ask((proxy) => proxy.health(...order)),
    meta: (...order) => ask((proxy) => proxy.meta(...order)),
    search: (...order) => ask((proxy) => proxy.search(...order)),
    cover: (...order) => ask((proxy) => proxy.cover(...order)),
    addressOf: async (...order) => (await part()).addressOf(...order),
  }
}
