import ipaddr from 'ipaddr.js'

/**
 * Who is asking, for limits. IPv4 as it is, also when it comes as a mapped IPv6 address; IPv6 by its first 64
 * bits, for a customer owns all the rest. Anything unreadable is one client.
 */
export function clientKey(address: string | null | undefined): string {
  const text = (address ?? '').trim()
  if (!ipaddr.isValid(text)) return 'unknown'
  const found = ipaddr.process(text)
  if (!(found instanceof ipaddr.IPv6)) return found.toString()
  return `${found.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}

/**
 * The address that a request came from: the socket's, unless the owner names a header that the server in front
 * always sets (`cf-connecting-ip`). A list in it counts from its end, where that server wrote.
 */
export function clientAddress(
  socket: string | null,
  headers: Headers,
  trusted: string | null,
): string | null {
  if (trusted === null) return socket
  return headers.get(trusted)?.split(',').at(-1)?.trim() ?? socket
}
