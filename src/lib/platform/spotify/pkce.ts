/** What is sent to Spotify in the beginning and proven in the end (RFC 7636, S256). */
export interface Challenge {
  verifier: string
  challenge: string
  state: string
}

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const random = (count: number) => base64url(crypto.getRandomValues(new Uint8Array(count)))

/** A verifier of 86 characters; 43 to 128 are allowed. */
export async function newChallenge(): Promise<Challenge> {
  const verifier = random(64)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: base64url(new Uint8Array(digest)), state: random(24) }
}
