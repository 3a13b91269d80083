import { base64url, KEY_BYTES, safetyCode } from '#lib/core/sharing/link-key.ts'

/** What two people with the same key come to; none of it leads back to the key, nor to another of them. */
export interface ShareSecrets {
  /** Where they meet: all that a relay learns. */
  room: string
  /** Seals what they say to each other through the relay. */
  password: string
  /** What both see. */
  code: string
}

/** HKDF with SHA-256 (RFC 5869), one word of purpose for each. */
export async function deriveSecrets(key: Uint8Array<ArrayBuffer>): Promise<ShareSecrets> {
  const base = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits'])
  const derive = async (purpose: string) => {
    const info = new TextEncoder().encode(`sound-forge-alchemy/share/1/${purpose}`)
    const bits = await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
      base,
      256,
    )
    return new Uint8Array(bits)
  }
  const [room, password, code] = await Promise.all([derive('room'), derive('password'), derive('code')])
  return { room: base64url(room), password: base64url(password), code: safetyCode(code) }
}

export const randomKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(KEY_BYTES))

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
