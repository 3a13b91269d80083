import type { Lost } from '#lib/core/storage/lost.ts'
import { faultFrom } from '#lib/core/domain/fault.ts'
import { sweepTemporary } from '#lib/platform/files/temporary.ts'
import type { ControlCalls } from '#lib/work/queue/control.ts'
import { noteLost } from '#lib/work/storage/find-lost.ts'
import { measure } from '#lib/work/storage/measure.ts'
import { emptyTrash } from '#lib/work/storage/trash.ts'
import { sweep } from '#lib/work/sweep.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import type { Ground } from './ground.ts'

/** Held by every open page of the app: what a start throws away, no other page may still want back. */
const OPEN = 'sfa-open'

/**
 * What pages that died have left behind; unless another tab is just bringing or removing something. Then looks whether the
 * browser has thrown away what is spoken of here, and tells. Returns stop.
 */
export function tidyUp(
  ground: Ground,
  control: Pick<ControlCalls, 'endUnneeded'>,
  tell: (lost: Lost) => void,
): () => void {
  const { locks, rows, blobs, log } = ground
  const open = Promise.withResolvers<null>()
  const alone = async () => {
    const emptied = await locks.alone(OPEN, () => emptyTrash(rows))
    void locks.together(OPEN, () => open.promise)
    if (emptied) await ground.free(emptied)
  }
  const work = async () => {
    await alone()
    await sweepTemporary()
    const freed = await locks.alone(UNOWNED_BYTES, async () => {
      await control.endUnneeded()
      const prefixes = await sweep(rows, blobs)
      const lost = await noteLost(ground, await measure(rows, blobs))
      if (lost.songs + lost.stems + lost.models > 0) {
        log('error', 'storage', 'bytes lost', { ...lost })
        tell(lost)
      }
      return prefixes
    })
    if (freed && freed.length > 0) log('info', 'work', 'orphans freed', { prefixes: freed.length })
  }
  work().catch((error: unknown) => log('warning', 'work', 'sweep failed', { code: faultFrom(error).code }))
  return () => open.resolve(null)
}
