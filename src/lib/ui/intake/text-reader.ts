import { appPart } from '#lib/core/domain/app-part.ts'

/** What reads a box of text; it comes when the box is first written in. */
export type TextReader = Awaited<ReturnType<typeof fetchTextReader>>

/** Throws FaultError `part-missing`. */
export async function fetchTextReader() {
  const [{ readListNow }, { planOf }, { wishOf }, { understoodText }] = await appPart(() =>
    Promise.all([
      import('#lib/core/lists/read-list.ts'),
      import('#lib/core/intake/plan.ts'),
      import('#lib/core/intake/wish.ts'),
      import('../messages/lists.ts'),
    ]),
  )
  return { readListNow, planOf, wishOf, understoodText }
}
