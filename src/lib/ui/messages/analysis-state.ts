import { isOutdated, type Analysis } from '#lib/core/domain/analysis.ts'
import type { Results } from '#lib/core/domain/track-facts.ts'
import { t } from './t.ts'

/** What else could be found out, with the words of the button; null when all is known. */
export interface AnalysisOffer {
  words: string
  button: string
  wish: { mode: 'full'; source: Analysis['source'] }
}

/** `hasStems`: a whole separation is there. */
export function analysisOffer({ mix, stems }: Results, hasStems: boolean): AnalysisOffer | null {
  if (!mix) return null
  if (isOutdated(mix)) {
    return {
      words: t('A newer version of the analysis is here. What you corrected stays.'),
      button: t('Analyse again'),
      wish: { mode: 'full', source: 'mix' },
    }
  }
  if (mix.mode === 'quick') {
    return {
      words: t('So far only tempo, key and loudness were looked at.'),
      button: t('Analyse all of it'),
      wish: { mode: 'full', source: 'mix' },
    }
  }
  if (hasStems && (!stems || isOutdated(stems))) {
    return {
      words: t(
        'The stems can be listened to as well: tempo from the drums, key from bass and the rest, range of the voice.',
      ),
      button: t('Analyse the stems'),
      wish: { mode: 'full', source: 'stems' },
    }
  }
  return null
}
