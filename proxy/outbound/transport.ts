/** One request without redirects. The address it goes to has been checked by `checkUrl`; the Node one checks again where it connects. */
export interface Errand {
  url: URL
  method: 'GET' | 'HEAD' | 'POST'
  headers: Headers
  body: string | null
  signal: AbortSignal
}

/** Rejects with a `Refusal` when the connection is not allowed, else with whatever the runtime throws. */
export type Transport = (errand: Errand) => Promise<Response>
