/**
 * Content Encryption and Extended Content Encryption objects (Microsoft, "ASF specification" 1.20, 3.14 and
 * 3.15).
 */
const ENCRYPTED = [
  [0xfb, 0xb3, 0x11, 0x22, 0x23, 0xbd, 0xd2, 0x11, 0xb4, 0xb7, 0x00, 0xa0, 0xc9, 0x55, 0xfc, 0x6e],
  [0x14, 0xe6, 0x8a, 0x29, 0x22, 0x26, 0x17, 0x4c, 0xb9, 0x35, 0xda, 0xe0, 0x7e, 0xe9, 0x28, 0x9c],
]

/** Whether the header of a WMA file names one of them. */
export function isProtectedAsf(head: Uint8Array): boolean {
  return ENCRYPTED.some((guid) => {
    for (let at = 0; at + 16 <= head.length; at++) {
      if (guid.every((byte, i) => head[at + i] === byte)) return true
    }
    return false
  })
}
