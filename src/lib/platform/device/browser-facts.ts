import type { BrowserFacts, MemoryPart } from '#lib/core/domain/browser-facts.ts'

interface Roomy {
  memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number }
  measureUserAgentSpecificMemory?(): Promise<{
    breakdown: { bytes: number; attribution: { url: string; scope: string }[] }[]
  }>
}

const performanceMore = (): Roomy => performance as Roomy

export async function browserFacts(): Promise<BrowserFacts> {
  const { memory } = performanceMore()
  const { deviceMemory } = navigator as { deviceMemory?: number }
  return {
    userAgent: navigator.userAgent,
    processors: navigator.hardwareConcurrency ?? null,
    memoryGb: deviceMemory ?? null,
    isolated: globalThis.crossOriginIsolated,
    gpu: await gpuFacts(),
    heap: memory ? { used: memory.usedJSHeapSize, limit: memory.jsHeapSizeLimit } : null,
    locks: await lockFacts(),
    serviceWorker: await serviceWorkerState(),
  }
}

/**
 * Memory by page and worker, the largest first: who is there can be told from it. The browser answers when it next clears up,
 * which may take some twenty seconds; null where it cannot.
 */
export async function memoryParts(): Promise<MemoryPart[] | null> {
  const measured = await performanceMore()
    .measureUserAgentSpecificMemory?.()
    .catch(() => null)
  if (!measured) return null
  const parts = new Map<string, number>()
  for (const { bytes, attribution } of measured.breakdown) {
    if (bytes === 0) continue
    const [from] = attribution
    const file = from ? (new URL(from.url).pathname.split('/').at(-1) ?? '') : ''
    const name = from ? (from.scope === 'Window' ? 'Page' : file || from.scope) : 'Shared'
    parts.set(name, (parts.get(name) ?? 0) + bytes)
  }
  return [...parts].map(([name, bytes]) => ({ name, bytes })).toSorted((a, b) => b.bytes - a.bytes)
}

async function gpuFacts(): Promise<BrowserFacts['gpu']> {
  if (!('gpu' in navigator)) return { none: 'no WebGPU in this browser' }
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null)
  if (!adapter) return { none: 'the browser offers no GPU' }
  const { vendor, architecture, device, description } = adapter.info
  const words = [...new Set([description, vendor, architecture, device].filter(Boolean))]
  return {
    name: words.join(' ') || 'unnamed',
    features: [...adapter.features].toSorted(),
    maxBuffer: adapter.limits.maxStorageBufferBindingSize,
  }
}

async function lockFacts(): Promise<BrowserFacts['locks']> {
  const query = await navigator.locks?.query().catch(() => null)
  if (!query) return null
  const mine = await myClientId()
  const facts = (all: LockInfo[] | undefined, held: boolean) =>
    (all ?? []).map((lock) => ({ name: lock.name ?? '', held, mine: lock.clientId === mine }))
  return [...facts(query.held, true), ...facts(query.pending, false)]
}

/** By which this page's own locks are told from those of other tabs: the browser says it only of a lock. */
async function myClientId(): Promise<string | undefined> {
  const name = `sfa-who-${crypto.randomUUID()}`
  return navigator.locks.request(name, async () => {
    const { held } = await navigator.locks.query()
    return held?.find((lock) => lock.name === name)?.clientId
  })
}

async function serviceWorkerState(): Promise<BrowserFacts['serviceWorker']> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  if (registration?.waiting) return 'waiting'
  if (registration?.active) return 'active'
  return registration?.installing ? 'installing' : 'none'
}
