/** Words between the tabs of the site; a tab does not hear itself. What is heard may come from another version. */
export interface Channel {
  post(message: unknown): void
  listen(hear: (message: unknown) => void): () => void
  close(): void
}

export function browserChannel(name: string): Channel {
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen(hear) {
      const handler = (event: MessageEvent<unknown>) => hear(event.data)
      channel.addEventListener('message', handler)
      return () => channel.removeEventListener('message', handler)
    },
    close: () => channel.close(),
  }
}
