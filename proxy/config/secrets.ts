/** Short words would be found in everything. */
const SHORTEST = 8

/** Every form in which a secret could slip into text. */
function formsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret)
  const base64 = btoa(String.fromCharCode(...bytes))
  const url = base64.replaceAll('+', '-').replaceAll('/', '_')
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64, url].flatMap(
    (form) => [form, form.replace(/=+$/, '')],
  )
}

export interface Secrets {
  /** From now on `scrub` hides this too: a token that was just given. */
  hide(secret: string): void
  /** The text with every secret, in any of its forms, put out. */
  scrub(text: string): string
}

/** How many tokens that came later are remembered; each lives an hour. */
const LATEST = 16

export function createSecrets(known: readonly (string | null | undefined)[]): Secrets {
  const lasting = known
    .filter((one): one is string => typeof one === 'string' && one.length >= SHORTEST)
    .flatMap(formsOf)
  let latest: string[][] = []
  const scrub = (text: string) => {
    let clean = text
    for (const form of [...lasting, ...latest.flat()])
      if (clean.includes(form)) clean = clean.replaceAll(form, '[hidden]')
    return clean
  }
  return {
    scrub,
    hide(secret) {
      if (secret.length >= SHORTEST) latest = [formsOf(secret), ...latest].slice(0, LATEST)
    },
  }
}
