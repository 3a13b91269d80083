import { faultFrom, type Fault, type FaultCode } from './fault.ts'

/** What crosses a door: a value, or the fault as data. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function failed(fault: Fault): { ok: false; fault: Fault } {
  return { ok: false, fault }
}

/** Runs `work` and turns whatever it throws into data. */
export async function outcomeOf<T>(work: () => Promise<T>, otherwise?: FaultCode): Promise<Outcome<T>> {
  try {
    return done(await work())
  } catch (error) {
    return failed(faultFrom(error, otherwise))
  }
}
