import { count } from './format.ts'
import { t } from './t.ts'

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
      ? first.failed
        ? t('{title} failed', { title: first.title })
        : t('{title} is finished', { title: first.title })
      : [done > 0 && t('{done} finished', { done }), failed > 0 && t('{failed} failed', { failed })]
          .filter(Boolean)
          .join(', ')
  const names = ended.slice(-NAMED).map((one) => one.title)
  const more = ended.length - names.length
  const body =
    ended.length === 1
      ? t('Open the queue')
      : `${names.join(', ')}${more > 0 ? t(' and {others}', { others: count(more, 'other') }) : ''}`
  return { title, body }
}
