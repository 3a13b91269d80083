/** Encoders that come as WebAssembly, fetched when the first file of their kind is made. */
const LOADERS = {
  flac: async () => (await import('@mediabunny/flac-encoder')).registerFlacEncoder(),
  mp3: async () => (await import('@mediabunny/mp3-encoder')).registerMp3Encoder(),
  aac: async () => (await import('@mediabunny/aac-encoder')).registerAacEncoder(),
}

const loaded = new Map<keyof typeof LOADERS, Promise<void>>()

/**
 * Always our own, also where the browser has one: its delay is known to the sample, and the file is the same on every device.
 */
export function register(codec: keyof typeof LOADERS): Promise<void> {
  const before = loaded.get(codec)
  if (before) return before
  const now = LOADERS[codec]()
  loaded.set(codec, now)
  // What could not be fetched is fetched anew the next time.
  now.catch(() => loaded.delete(codec))
  return now
}
