import * as v from 'valibot'
import type { Quality } from '#lib/core/domain/download.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { PrepareLine } from '#proxy/contract.ts'
import { faultOfBreak } from './open-sound.ts'
import type { ProxyClient } from './proxy-client.ts'
import { faultOfProxy } from './proxy-faults.ts'
import { lineSchema } from './proxy-schemas.ts'

const MOST_LINE = 100_000

export type PrepareProgress = Extract<PrepareLine, { type: 'progress' }>

/**
 * Has the proxy fetch and convert what cannot be streamed at once, and answers with the `src` of the result. Ending the signal ends
 * the work there.
 */
export async function prepareSound(
  client: Pick<ProxyClient, 'open'>,
  asked: { src: string; quality: Quality },
  tell: (progress: PrepareProgress) => void,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const answer = await client.open('/prepare', asked, signal)
  if (!answer.ok) return answer
  try {
    for await (const line of linesOf(answer.value)) {
      if (line.type === 'done') return done(line.src)
      if (line.type === 'error') return failed(faultOfProxy(line.error))
      tell(line)
    }
    return failed(fault('source-failed', { detail: 'ended without a result' }))
  } catch (error) {
    return failed(faultOfBreak(error, signal))
  }
}

async function* linesOf(response: Response): AsyncIterable<PrepareLine> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_LINE) throw strange('a line without an end')
    for (const line of lines) if (line.trim() !== '') yield lineOf(line)
  }
  if (rest.trim() !== '') yield lineOf(rest)
}

function lineOf(text: string): PrepareLine {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw strange('not JSON')
  }
  const parsed = v.safeParse(lineSchema, raw)
  if (!parsed.success) throw strange(parsed.issues[0].message)
  return parsed.output
}

const strange = (detail: string) => new FaultError(fault('proxy-strange', { detail: `/prepare: ${detail}` }))
