import ipaddr from 'ipaddr.js'

/** Ranges that `ipaddr.js` calls unicast and that still are nobody's public address. */
const NEVER = [
  '168.63.129.16/32', // Azure's host agent
  '192.88.99.0/24', // 6to4 relays (RFC 7526)
  '2001::/23', // IETF protocol assignments: Teredo, ORCHID, benchmarks (RFC 2928)
  '2002::/16', // 6to4 carries an IPv4 address
  '2001:db8::/32',
  '3fff::/20', // documentation (RFC 9637)
].map((text) => ipaddr.parseCIDR(text))

/** Global unicast is only 2000::/3 (RFC 4291); all else embeds, loops back or stays on the link. */
const GLOBAL = ipaddr.IPv6.parse('2000::')

/**
 * Whether a packet to this address leaves for the open internet. Compares bytes, not spellings: an IPv4 address
 * inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) is refused whatever it is. Never throws.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) {
    if (!address.match(GLOBAL, 3)) return false
    // ISATAP keeps an IPv4 address behind 0:5efe (RFC 5214), also under a global prefix.
    if (address.parts[5] === 0x5efe && [0, 0x0200].includes(address.parts[4] ?? 0)) return false
  }
  return !NEVER.some(([range, bits]) => range.kind() === address.kind() && address.match([range, bits]))
}

/** The address that a URL's host spells out, brackets taken off; null for a name. */
export function literalAddress(host: string): string | null {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  return ipaddr.isValid(bare) ? bare : null
}
