import { untilGone } from './worker-end.ts'

interface ScriptPolicy {
  createScriptURL(url: string): unknown
}

interface TrustedTypesLike {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy
}

declare global {
  var trustedTypes: TrustedTypesLike | undefined
}

function sameOrigin(url: string): string {
  const whole = new URL(url, location.href)
  if (whole.origin !== location.origin) throw new TypeError(`not our own script: ${whole.origin}`)
  return whole.href
}

// The page refuses plain strings as script addresses (Trusted Types); this policy lets through our own origin only.
const policy = globalThis.trustedTypes?.createPolicy('sfa-worker', { createScriptURL: sameOrigin })

/**
 * Starts a module worker from an address made by `import url from '….worker.ts?worker&url'`. One that ends by itself, which
 * browsers keep to themselves, is told of by an `error` event.
 */
export function startWorker(url: string): Worker {
  const trusted = policy ? (policy.createScriptURL(url) as string) : sameOrigin(url)
  // Its lock, which Diagnostics lists, tells what it is.
  const kind = /([\w-]+)\.worker/.exec(url)?.[1] ?? 'other'
  const name = `worker:${kind}:${crypto.randomUUID()}`
  const worker = new Worker(trusted, { type: 'module', name })
  const asked = new AbortController()
  worker.terminate = () => {
    asked.abort()
    Worker.prototype.terminate.call(worker)
  }
  void untilGone(name, asked.signal).then((message) => {
    if (!asked.signal.aborted) worker.dispatchEvent(new ErrorEvent('error', { message }))
  })
  return worker
}
