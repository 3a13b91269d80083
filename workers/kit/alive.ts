/**
 * Says that the worker is up, and holds the lock of its own name until its thread ends, in whatever way, so that whoever started
 * it learns of that (`platform/engines/worker-end.ts`): a worker that dies says nothing.
 */
export function sayAlive(): void {
  const { name } = self as unknown as { name: string }
  if (!name || !('locks' in navigator)) return
  void navigator.locks.request(name, () => new Promise(() => undefined))
  const door = new BroadcastChannel(name)
  door.postMessage('up')
  door.close()
}
