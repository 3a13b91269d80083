import * as v from 'valibot'

const answer = v.object({
  ok: v.literal(true),
  iceServers: v.pipe(
    v.array(
      v.object({
        urls: v.array(v.pipe(v.string(), v.regex(/^(stun|turn)s?:/))),
        username: v.exactOptional(v.string()),
        credential: v.exactOptional(v.string()),
      }),
    ),
    v.maxLength(10),
  ),
})

const ANSWER_MS = 5000

export type IceServers = v.InferOutput<typeof answer>['iceServers']

/** Servers that the proxy's owner names for finding a way to each other; none where nobody answers. */
export async function askIceServers(address: string): Promise<IceServers> {
  try {
    const response = await fetch(`${address}/ice`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const parsed = v.safeParse(answer, await response.json())
    return parsed.success ? parsed.output.iceServers : []
  } catch {
    // In one network two devices find each other without.
    return []
  }
}
