import { fileAddress } from '#lib/core/domain/file-address.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { SoundForge } from '../sound-forge.ts'

interface Needs {
  sfa: Pick<SoundForge, 'analysis'>
  rows: Pick<RowStore, 'read'>
}

/** What a finished job has made, under the names of the older server; its paths are addresses of this site. */
export async function made({ sfa, rows }: Needs, { wish }: Job): Promise<object> {
  if (wish.kind === 'analyse') return { results: await sfa.analysis(wish.trackId, wish.source) }
  if (wish.kind === 'separate') {
    const found = await rows.read(['separations'], ({ separations }) => separations.get(wish.separationId))
    const address = (stem: LaneName) => `${fileAddress(wish.trackId, stem)}?separation=${wish.separationId}`
    return {
      model: wish.modelId,
      stems: Object.fromEntries((found?.stems ?? []).map((stem) => [stem, address(stem)])),
    }
  }
  if (wish.kind !== 'download') return {}
  const track = await rows.read(['tracks'], ({ tracks }) => tracks.get(wish.trackId))
  if (!track?.file) return {}
  const ending = track.file.name.split('.').at(-1) ?? 'mp3'
  return { output_path: fileAddress(track.id, 'original', ending), file_size: track.file.bytes }
}
