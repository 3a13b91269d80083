import * as v from 'valibot'

/** Said by this page to the one that opened or framed it: it may call now. */
export const READY = { type: 'sfa:door', version: 1 } as const

/** The call: sent with one end of a `MessageChannel`. */
const hello = v.object({ type: v.literal('sfa:connect'), version: v.literal(1) })

const topic = v.union([
  v.picklist(['jobs', 'tracks'] as const),
  v.pipe(v.string(), v.regex(/^jobs:[\w-]{1,128}$/)),
])

const wish = v.object({ type: v.picklist(['subscribe', 'unsubscribe'] as const), topic })

export type CallerWish = v.InferOutput<typeof wish>

export const isHello = (message: unknown): boolean => v.is(hello, message)

/** What the caller asks for, or null where it makes no sense. */
export function wishOf(message: unknown): CallerWish | null {
  const parsed = v.safeParse(wish, message)
  return parsed.success ? parsed.output : null
}
