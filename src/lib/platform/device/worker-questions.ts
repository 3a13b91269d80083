/**
 * Questions that the service worker hands to this page, each with a port for its answers. `isOurs` says which messages mean
 * us. Returns stop.
 */
export function onWorkerQuestions<Q>(
  isOurs: (message: unknown) => message is Q,
  answer: (question: Q, say: (word: unknown) => void) => void,
): () => void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!workers) return () => undefined
  const heard = ({ data, ports: [port] }: MessageEvent<unknown>) => {
    if (port && isOurs(data)) answer(data, (word) => port.postMessage(word))
  }
  workers.addEventListener('message', heard)
  workers.startMessages()
  return () => workers.removeEventListener('message', heard)
}
