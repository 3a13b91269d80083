/** A line to another page, which may be of another origin; what comes from it is not to be trusted. */
export interface Line {
  /** Of the page at the other end, as the browser vouches for it: scheme, host and port. */
  readonly origin: string
  say(message: unknown): void
  listen(hear: (message: unknown) => void): void
  close(): void
}

/**
 * Other pages that hold this window (they opened it, or frame it) and hand it one end of a `MessageChannel`. `isHello` says
 * which messages mean us; the rest, and those of pages whose origin has no name, are left alone. Returns stop.
 */
export function onCallers(isHello: (message: unknown) => boolean, call: (line: Line) => void): () => void {
  const heard = (event: MessageEvent<unknown>) => {
    const [port] = event.ports
    const named = event.origin !== '' && event.origin !== 'null'
    if (port && named && event.source !== window && isHello(event.data)) call(lineOver(port, event.origin))
  }
  addEventListener('message', heard)
  return () => removeEventListener('message', heard)
}

/** Says to the page that opened or frames this one that it may call. It holds nothing but that. */
export function sayReady(message: unknown): void {
  const holder: Window | null = window.opener ?? (window.parent === window ? null : window.parent)
  holder?.postMessage(message, '*')
}

function lineOver(port: MessagePort, origin: string): Line {
  return {
    origin,
    say: (message) => port.postMessage(message),
    listen: (hear) => {
      port.onmessage = (event: MessageEvent<unknown>) => hear(event.data)
    },
    close: () => {
      port.onmessage = null
      port.close()
    },
  }
}
