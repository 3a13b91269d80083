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

/** Starts a module worker from an address made by `import url from '….worker.ts?worker&url'`. */
export function startWorker(url: string): Worker {
  const trusted = policy ? (policy.createScriptURL(url) as string) : sameOrigin(url)
  return new Worker(trusted, { type: 'module' })
}
