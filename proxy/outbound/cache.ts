import { Refusal } from '../errors/refusal.ts'

export interface Cache {
  /** The value under `key`, loaded once for all who ask meanwhile, kept `ttlMs`. */
  get(key: string, ttlMs: number, load: () => Promise<string>): Promise<string>
  /** Entries kept now. */
  size(): number
}

interface Entry {
  value: string
  until: number
}

/** A thing that is not there is not asked for again at once. */
const GONE_MS = 60_000

/**
 * Answers as text, least recently used out first, at most `maxChars` letters in all. `joins`: who asks while a load
 * runs waits for that one. Not on Workers, where one request may not wait for another's connection.
 */
export function createCache(maxChars: number, now: () => number, joins = true): Cache {
  const entries = new Map<string, Entry>()
  const gone = new Map<string, { error: Refusal; until: number }>()
  const loading = new Map<string, Promise<string>>()
  let chars = 0

  const drop = (key: string) => {
    chars -= (entries.get(key)?.value.length ?? 0) + key.length
    entries.delete(key)
  }
  const keep = (key: string, value: string, until: number) => {
    if (entries.has(key)) drop(key)
    entries.set(key, { value, until })
    chars += value.length + key.length
    for (const oldest of entries.keys()) {
      if (chars <= maxChars) break
      drop(oldest)
    }
  }
  const found = (key: string): string | null => {
    const entry = entries.get(key)
    if (!entry) return null
    if (entry.until <= now()) {
      drop(key)
      return null
    }
    entries.delete(key)
    entries.set(key, entry)
    return entry.value
  }
  const fill = async (key: string, ttlMs: number, load: () => Promise<string>) => {
    try {
      const value = await load()
      keep(key, value, now() + ttlMs)
      return value
    } catch (error) {
      if (error instanceof Refusal && error.data.code === 'not_found') {
        if (gone.size > 1000) gone.clear()
        gone.set(key, { error, until: now() + GONE_MS })
      }
      throw error
    } finally {
      loading.delete(key)
    }
  }

  return {
    size: () => entries.size,
    async get(key, ttlMs, load) {
      const kept = found(key)
      if (kept !== null) return kept
      const missing = gone.get(key)
      if (missing && missing.until > now()) throw missing.error
      if (!joins) return fill(key, ttlMs, load)
      const running = loading.get(key) ?? fill(key, ttlMs, load)
      if (!loading.has(key)) loading.set(key, running)
      return running
    },
  }
}
