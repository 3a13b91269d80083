import CloudDownload from '@lucide/svelte/icons/cloud-download'
import Headphones from '@lucide/svelte/icons/headphones'
import ListChecks from '@lucide/svelte/icons/list-checks'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import Sparkles from '@lucide/svelte/icons/sparkles'
import type { App } from '#lib/app/app.ts'
import { QUALITIES, type Download } from '#lib/core/domain/download.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { MenuItem } from '../kit/menu-item.ts'
import { QUALITY_NAMES } from '../messages/sources.ts'
import { t } from '../messages/t.ts'
import { download, isOnItsWay, soundsUnlike } from './sound.ts'

interface Hands {
  onmatch: (track: Track) => void
  onlisten: (track: Track) => void
}

/** What a song's menu offers towards its sound and its details. */
export function soundMenu(app: App, track: Track, hands: Hands): MenuItem[] {
  const row = app.downloads.rows.get(track.id)
  const lookUp: MenuItem = {
    label: t('Look up details and cover'),
    icon: Sparkles,
    run: () => void app.enrichment.ask([track.id]),
  }
  const choose: MenuItem = { label: t('Choose a match'), icon: ListChecks, run: () => hands.onmatch(track) }
  if (track.file !== null) return [...(soundsUnlike(track, row) ? [choose] : []), lookUp]
  return [
    ...(isOnItsWay(row)
      ? [{ label: t('Listen while it comes'), icon: Headphones, run: () => hands.onlisten(track) }]
      : [
          { label: t('Download'), icon: CloudDownload, run: () => download(app, track) },
          { label: t('Download in …'), icon: SlidersHorizontal, items: qualityItems(app, track, row) },
        ]),
    ...(row && row.offers.length > 0 ? [choose] : []),
    lookUp,
  ]
}

/** The mark is at what it was asked for last, else at what the settings say. */
function qualityItems(app: App, track: Track, row: Download | undefined): MenuItem[] {
  const now = row?.quality ?? app.downloads.quality
  return QUALITIES.map((quality) => ({
    label: QUALITY_NAMES[quality],
    checked: quality === now,
    run: () => download(app, track, quality),
  }))
}
