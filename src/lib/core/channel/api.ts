/** What a program of this site asks at `/api/…`, handed from the service worker to a page of the app. */
export interface ApiQuestion {
  type: 'sfa:api'
  method: string
  /** From `/api/` on, without a query. */
  path: string
  /** As it was sent; null where nothing was. */
  body: unknown
}

export interface ApiAnswer {
  /** Of HTTP. */
  status: number
  body: object
}

/** What a page says: first at once that it is awake and has taken the question, then the answer. */
export type ApiWord = { type: 'taken' } | { type: 'answer'; answer: ApiAnswer }

export const API_PREFIX = '/api/'

export function isApiQuestion(message: unknown): message is ApiQuestion {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'sfa:api'
}
