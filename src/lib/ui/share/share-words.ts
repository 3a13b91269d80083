import type { Share } from '#lib/core/sharing/share.ts'
import type { ShareNow } from '#lib/app/sharing/contract.ts'
import { dateText } from '../messages/format.ts'
import { plural, t } from '../messages/t.ts'

export const HOUR_MS = 3_600_000

/** How a share stands, in one line. */
export function shareStateText(share: Share, now: ShareNow | undefined, at: number): string {
  if (share.state === 'stopped') return t('Stopped')
  if (share.state === 'failed') return t('Not ready')
  if (share.state === 'packing') return t('Getting it ready to be sent')
  if (isOver(share, at)) return t('Run out')
  if (share.mostUses !== null && share.takers.length >= share.mostUses && !now?.takers.length)
    return t('Taken by everybody it was for')
  if (!now || now.meeting === 'connecting') return t('Connecting')
  if (now.meeting === 'no-relay') return t('The relay does not answer: the link waits, or connect by hand')
  if (now.takers.length === 0) return t('Ready: it waits for whoever opens the link')
  return plural(now.takers.length, '{n} person is receiving', '{n} people are receiving')
}

export const isOver = (share: Share, at: number): boolean => share.expiresAt !== null && at >= share.expiresAt

/** For whom and how long it is meant. */
export function termsText(share: Share): string {
  const until =
    share.expiresAt === null
      ? t('until you stop it')
      : t('until {date}', { date: dateText(share.expiresAt, { dateStyle: 'medium', timeStyle: 'short' }) })
  if (share.mostUses === null) return t('For everybody who has the link, {until}', { until })
  const people = plural(share.mostUses, '{n} person', '{n} people')
  const taken = share.takers.length
  return t('For {people}, {until}; taken by {taken}', { people, until, taken })
}

/** What is in it, as a list of words. */
export function contentsText(
  share: Pick<Share, 'stems' | 'original' | 'analysis' | 'mix' | 'modelId'>,
): string {
  if (share.modelId !== null) return t('Model')
  const parts = [
    share.stems.length > 0 ? plural(share.stems.length, '{n} stem', '{n} stems') : '',
    share.original ? t('original file') : '',
    share.analysis ? t('analysis') : '',
    share.mix ? t('mixer settings') : '',
  ]
  return parts.filter(Boolean).join(', ')
}
