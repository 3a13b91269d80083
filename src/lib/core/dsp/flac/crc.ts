function table(bits: 8 | 16, polynomial: number): Uint16Array {
  const top = 2 ** (bits - 1)
  const mask = 2 ** bits - 1
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8)
    for (let i = 0; i < 8; i++) crc = crc & top ? ((crc << 1) ^ polynomial) & mask : (crc << 1) & mask
    return crc
  })
}

const OF_8 = table(8, 0x07)
const OF_16 = table(16, 0x8005)

/** x^8 + x^2 + x + 1, from 0: FLAC's check of a frame's head. */
export function crc8(bytes: Uint8Array): number {
  return bytes.reduce((crc, byte) => OF_8[crc ^ byte] ?? 0, 0)
}

/** x^16 + x^15 + x^2 + 1, from 0: FLAC's check of a frame. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (let i = 0; i < bytes.length; i++)
    crc = ((crc << 8) & 0xffff) ^ (OF_16[(crc >>> 8) ^ (bytes[i] ?? 0)] ?? 0)
  return crc
}
