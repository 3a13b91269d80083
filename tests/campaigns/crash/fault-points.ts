/**
 * What the campaign puts in front of the page's and every worker's own script; the product knows nothing of it. Each write to a
 * database, and each word of a worker to its page, is a point at which the campaign's server is asked, and the thread stands
 * still until it answers: a death planned there comes exactly there.
 *
 * Its text is what is sent, so it names nothing outside itself.
 */
export function faultPoints(realm: string): void {
  const CHANNEL = 'campaign'
  const isPage = realm === 'page'
  const started: Worker[] = []

  const ask = (point: string): void => {
    const request = new XMLHttpRequest()
    request.open('POST', `/campaign/point?${encodeURIComponent(`${realm} ${point}`)}`, false)
    request.send()
    if (request.responseText !== 'terminate') return
    if (isPage) terminate()
    else {
      new BroadcastChannel(CHANNEL).postMessage('terminate')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    }
  }

  const terminate = () => {
    // Past the app's own way of ending it, as the browser would.
    for (const worker of started.splice(0)) Worker.prototype.terminate.call(worker)
  }

  const keyOf = (store: IDBObjectStore, value: unknown): string => {
    const row = (typeof value === 'object' ? value : { key: value }) as Record<string, unknown>
    if (store.name === 'jobs' && row['state']) return `${String(row['kind'])}/${String(row['state'])}`
    const key = row[String(store.keyPath)] ?? row['key'] ?? ''
    return String(key)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
      .replace(/[0-9a-f]{56}(?=[0-9a-f]{8})/g, '~')
  }

  // A transaction is named by its first write.
  const names = new WeakMap<IDBTransaction, string>()
  const meet = (store: IDBObjectStore, what: string, value: unknown): void => {
    const { transaction } = store
    if (names.has(transaction) || store.name === 'logs') return
    const name = `${transaction.db.name} ${store.name} ${what} ${keyOf(store, value)}`
    names.set(transaction, name)
    ask(`before ${name}`)
  }
  const databases = IDBDatabase.prototype
  const begin = databases.transaction
  databases.transaction = function (...args: Parameters<typeof begin>) {
    const transaction = begin.apply(this, args)
    // The first to listen: what is committed is not yet known to anybody.
    transaction.addEventListener('complete', () => {
      const name = names.get(transaction)
      if (name) ask(`after ${name}`)
    })
    return transaction
  }

  const stores = IDBObjectStore.prototype
  const { put, add } = stores
  const remove = stores.delete
  stores.put = function (value: unknown, key?: IDBValidKey) {
    meet(this, 'put', value)
    return key === undefined ? put.call(this, value) : put.call(this, value, key)
  }
  stores.add = function (value: unknown, key?: IDBValidKey) {
    meet(this, 'add', value)
    return key === undefined ? add.call(this, value) : add.call(this, value, key)
  }
  stores.delete = function (key: IDBValidKey | IDBKeyRange) {
    meet(this, 'delete', key instanceof IDBKeyRange ? key.lower : key)
    return remove.call(this, key)
  }

  if (isPage) {
    new BroadcastChannel(CHANNEL).addEventListener('message', terminate)
    const Native = Worker
    globalThis.Worker = class extends Native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        started.push(this)
      }
    }
    // An offline shell would answer for the campaign's server.
    if (isSecureContext)
      Object.defineProperty(navigator.serviceWorker, 'register', {
        value: () => new Promise(() => undefined),
      })
    return
  }
  const ports = MessagePort.prototype
  const post = ports.postMessage as (message: unknown, transfer?: unknown) => void
  ports.postMessage = function (this: MessagePort, message: unknown, transfer?: unknown) {
    const [first] =
      (message as { argumentList?: { value?: { type?: string; phase?: string } }[] }).argumentList ?? []
    const event = first?.value
    if (event?.type) ask(`says ${event.type} ${event.phase ?? ''}`.trim())
    post.call(this, message, transfer ?? [])
  }
}
