import * as v from 'valibot'
import { fault, isFaultCode, type Fault } from '#lib/core/domain/fault.ts'

export const count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const maybe = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)
export const finite = v.pipe(v.number(), v.finite())

// A code that this version no longer knows becomes `unknown`; its class is always the catalogue's own.
export const faultSchema = v.pipe(
  v.object({
    code: v.string(),
    detail: v.exactOptional(v.string()),
    service: v.exactOptional(v.string()),
    retryAfterMs: v.exactOptional(v.number()),
    values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
  v.transform(({ code, ...more }): Fault => fault(isFaultCode(code) ? code : 'unknown', more)),
)

export const range = v.object({ start: count, end: count })
export const stem = v.picklist(['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'])
