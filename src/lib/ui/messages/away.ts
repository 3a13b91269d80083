import { count } from './format.ts'

const NAMED = 3

/** What the system shows of jobs that ended while nobody looked. */
export function awayNotice(ended: readonly { title: string; failed: boolean }[]): {
  title: string
  body: string
} {
  const failed = ended.filter((one) => one.failed).length
  const done = ended.length - failed
  const [first] = ended
  const title =
    ended.length === 1 && first
      ? `${first.title} ${first.failed ? 'failed' : 'is finished'}`
      : [done > 0 && `${done} finished`, failed > 0 && `${failed} failed`].filter(Boolean).join(', ')
  const names = ended.slice(-NAMED).map((one) => one.title)
  const more = ended.length - names.length
  const body =
    ended.length === 1
      ? 'Open the queue'
      : `${names.join(', ')}${more > 0 ? ` and ${count(more, 'other')}` : ''}`
  return { title, body }
}
