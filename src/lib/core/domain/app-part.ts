import { fault, FaultError, wordsOf } from './fault.ts'

/** A part of the app's own code, fetched when it is first wanted. Throws FaultError `part-missing`. */
export async function appPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new FaultError(fault('part-missing', { detail: wordsOf(error) }), error)
  }
}
