import { crc16 } from '../dsp/flac/crc.ts'

/** Bytes of chance in a key: 128 bits, which nobody guesses. */
export const KEY_BYTES = 16

/**
 * How a key is written: its bytes and two that check them, in base64url, 24 letters. A link that was cut or mistyped is
 * known as that and does not wait for somebody who will never come.
 */
export function keyText(key: Uint8Array): string {
  const sum = crc16(key)
  return base64url(Uint8Array.of(...key, sum >> 8, sum & 0xff))
}

/** The bytes of a key as it stands in a fragment, with or without `#`; null when it is none. */
export function readKey(text: string): Uint8Array<ArrayBuffer> | null {
  const bare = text.trim().replace(/^.*#/, '')
  if (!/^[\w-]{24}$/.test(bare)) return null
  const bytes = fromBase64url(bare)
  const key = bytes.slice(0, KEY_BYTES)
  const sum = crc16(key)
  return bytes[KEY_BYTES] === sum >> 8 && bytes[KEY_BYTES + 1] === (sum & 0xff) ? key : null
}

/** Eight digits in two groups, of a secret that only holders of the key can make: both sides see the same. */
export function safetyCode(secret: Uint8Array): string {
  const number = secret.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0) % 100_000_000
  const digits = String(number).padStart(8, '0')
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const value = (a << 16) | (b << 8) | c
    const letters = Math.min(4, bytes.length - at + 1)
    for (let i = 0; i < letters; i++) text += LETTERS[(value >> (18 - 6 * i)) & 63] ?? ''
  }
  return text
}

/** Of letters that were checked; others count as 0. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let count = 0
  let at = 0
  for (const letter of text) {
    held = ((held << 6) | Math.max(0, LETTERS.indexOf(letter))) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[at++] = (held >> count) & 0xff
  }
  return bytes
}
