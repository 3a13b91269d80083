import type { ListProblem, ListRow } from '../lists/row.ts'
import { BLANK_ROW } from '../lists/row.ts'
import type { Known } from './known.ts'
import { isSong, planned, type Bucket, type Plan } from './plan.ts'

/** Changes what a row says; what it is known by follows. */
export function editRow(plan: Plan, rowId: string, change: Partial<ListRow>, known: Known): Plan {
  return {
    ...plan,
    rows: plan.rows.map((one) =>
      one.id === rowId
        ? { ...planned(one.id, { ...one.row, ...change, unsure: false }, known), skip: one.skip }
        : one,
    ),
  }
}

/** Artist and title of every row of text the other way round. */
export function swapNames(plan: Plan, known: Known): Plan {
  return {
    ...plan,
    rows: plan.rows.map((one) =>
      one.row.artist === '' || one.row.title === ''
        ? one
        : {
            ...planned(one.id, { ...one.row, title: one.row.artist, artist: one.row.title }, known),
            skip: one.skip,
          },
    ),
  }
}

export function skipRows(plan: Plan, rowIds: ReadonlySet<string>, skip: boolean): Plan {
  return { ...plan, rows: plan.rows.map((one) => (rowIds.has(one.id) ? { ...one, skip } : one)) }
}

/** A line that was not understood becomes a song of that title. */
export function takeProblem(plan: Plan, problem: ListProblem, known: Known): Plan {
  const row: ListRow = { ...BLANK_ROW, line: problem.line, title: problem.text, unsure: true }
  const at = plan.rows.findIndex((one) => one.row.line > problem.line)
  const index = at < 0 ? plan.rows.length : at
  const id = `r${plan.rows.length}p${problem.line}`
  const [first] = plan.buckets
  const into =
    plan.grouping === 'list' && first
      ? [{ ...first, rowIds: [...first.rowIds, id] }, ...plan.buckets.slice(1)]
      : plan.buckets
  return { ...plan, rows: plan.rows.toSpliced(index, 0, planned(id, row, known)), buckets: into }
}

/** Moves songs into a bucket (null: into none), before the row `before` or to its end. */
export function moveRows(
  plan: Plan,
  rowIds: readonly string[],
  bucketId: string | null,
  before: string | null = null,
): Plan {
  const songs = new Set(plan.rows.filter(({ row }) => isSong(row)).map((one) => one.id))
  const gone = new Set(rowIds.filter((id) => songs.has(id)))
  const moving = [...gone]
  const buckets = plan.buckets.map((bucket): Bucket => {
    const rest = bucket.rowIds.filter((id) => !gone.has(id))
    if (bucket.id !== bucketId)
      return rest.length === bucket.rowIds.length ? bucket : { ...bucket, rowIds: rest }
    const at = before === null || gone.has(before) ? -1 : rest.indexOf(before)
    return { ...bucket, rowIds: rest.toSpliced(at < 0 ? rest.length : at, 0, ...moving) }
  })
  return { ...plan, buckets }
}

/** One place up or down; at the end of a bucket into the next one. */
export function stepRow(plan: Plan, rowId: string, by: 1 | -1): Plan {
  const at = plan.buckets.findIndex((bucket) => bucket.rowIds.includes(rowId))
  const bucket = plan.buckets[at]
  const last = plan.buckets.length - 1
  if (!bucket) return moveRows(plan, [rowId], plan.buckets[by === 1 ? 0 : last]?.id ?? null)
  const place = bucket.rowIds.indexOf(rowId) + by
  if (place >= 0 && place < bucket.rowIds.length) {
    const rest = bucket.rowIds.filter((id) => id !== rowId)
    return withBucket(plan, bucket.id, { rowIds: rest.toSpliced(place, 0, rowId) })
  }
  const next = plan.buckets[at + by]
  if (!next) return plan
  return moveRows(plan, [rowId], next.id, by === 1 ? (next.rowIds[0] ?? null) : null)
}

/** Moves a song to the bucket before or after its own. */
export function hopRow(plan: Plan, rowId: string, by: 1 | -1): Plan {
  const at = plan.buckets.findIndex((bucket) => bucket.rowIds.includes(rowId))
  const next = plan.buckets[at < 0 ? (by === 1 ? 0 : plan.buckets.length - 1) : at + by]
  return next ? moveRows(plan, [rowId], next.id) : plan
}

export function withBucket(plan: Plan, bucketId: string, change: Partial<Omit<Bucket, 'id'>>): Plan {
  return { ...plan, buckets: plan.buckets.map((one) => (one.id === bucketId ? { ...one, ...change } : one)) }
}

export function addBucket(plan: Plan, bucket: Pick<Bucket, 'kind' | 'title' | 'artist'>): Plan {
  const numbers = plan.buckets.map((one) => Number(one.id.slice(1)))
  const id = `b${Math.max(-1, ...numbers) + 1}`
  return { ...plan, buckets: [...plan.buckets, { ...bucket, id, albumId: null, rowIds: [] }] }
}

/** The bucket goes; its songs are in none. */
export function dropBucket(plan: Plan, bucketId: string): Plan {
  return { ...plan, buckets: plan.buckets.filter((one) => one.id !== bucketId) }
}

/** What would be written: rows that are taken, the buckets that hold some of them, and links of many songs. */
export function countsOf(plan: Plan): {
  songs: number
  known: number
  links: number
  albums: number
  skipped: number
} {
  const taken = plan.rows.filter((one) => !one.skip)
  const songs = taken.filter(({ row }) => isSong(row))
  const ids = new Set(songs.map((one) => one.id))
  return {
    songs: new Set(songs.filter((one) => one.knownId === null).map((one) => one.sourceKey)).size,
    known: songs.filter((one) => one.knownId !== null).length,
    links: taken.length - songs.length,
    albums: plan.buckets.filter((bucket) => bucket.rowIds.some((id) => ids.has(id))).length,
    skipped: plan.rows.length - taken.length,
  }
}
