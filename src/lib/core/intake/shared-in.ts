/** Where things that another app shares lie until a page takes them: a cache, and addresses in it. */
export const SHARED_CACHE = 'shared'

/** Query of the page that is to take them; its value names the delivery. */
export const SHARED_QUERY = 'shared'

/** Address of one shared file. */
export const sharedFileKey = (delivery: string, index: number): string => `/shared/${delivery}/${index}`

/** Address of the words: title, text and link. */
export const sharedWordsKey = (delivery: string): string => `/shared/${delivery}/words`

/** Header with the file's name, percent-encoded. */
export const SHARED_NAME = 'X-Name'
