import { fault, FaultError, wordsOf } from './fault.ts'

/** A part of the app's own code, fetched when it is first wanted. Throws FaultError `part-missing`. */
export async function appPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new FaultError(fault('part-missing', { detail: wordsOf(error) }), error)
  }
}

/** A part that is fetched once, by whoever first asks for it. Where that fails the next asking tries again. */
export function keptPart<T>(load: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return async () => {
    try {
      return await (made ??= appPart(load))
    } catch (error) {
      made = null
      throw error
    }
  }
}

/** A part all of whose calls answer later: only such a one can come later itself. */
type Answering<T> = { [K in keyof T]: (...order: never[]) => Promise<unknown> }

/** What stands for a part until it is there: each call waits for it, and throws what fetching it throws. */
export function laterCalls<T extends Answering<T>>(part: () => Promise<T>): Pick<T, keyof T> {
  const call = (name: PropertyKey) => {
    return async (...order: unknown[]) => {
      const there: object = await part()
      return (Reflect.get(there, name) as (...order: unknown[]) => unknown).apply(there, order)
    }
  }
  // Not a promise itself: whoever waits for it has it at once.
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : call(name)) }) as Pick<T, keyof T>
}
