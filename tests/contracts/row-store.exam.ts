import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { separationOf, trackOf } from '../support/rows-of.ts'

const code = (wanted: string) => expect.objectContaining({ fault: expect.objectContaining({ code: wanted }) })
const prepare = (id: string, trackId = 't') => newJob(id, { kind: 'prepare', trackId }, 1)

/** What every store of rows must do. `open` gives an empty one, and a way to open the same rows again as another tab would. */
export function examineRowStore(
  name: string,
  open: () => Promise<{ rows: RowStore; again(): Promise<RowStore> }>,
): void {
  describe(name, () => {
    const tracks = (rows: RowStore) => rows.read(['tracks'], (at) => at.tracks.all())

    test('a row comes back as it was put, and as a copy', async () => {
      const { rows } = await open()
      const track = trackOf('a')
      await rows.write(['tracks'], (at) => at.tracks.put(track))
      track.title = 'changed after'
      const got = await rows.read(['tracks'], (at) => at.tracks.get('a'))
      expect(got).toEqual(trackOf('a'))
      if (got) got.title = 'changed again'
      expect(await tracks(rows)).toEqual([trackOf('a')])
      expect(await rows.read(['tracks'], (at) => at.tracks.get('b'))).toBeNull()
    })

    test('all rows are read, in the order of their keys, however many they are', async () => {
      const { rows } = await open()
      const ids = Array.from({ length: 2500 }, (_, i) => String(i).padStart(4, '0'))
      await rows.write(['tracks'], async (at) => {
        for (const id of ids) await at.tracks.put(trackOf(id))
      })
      expect((await tracks(rows)).map((track) => track.id)).toEqual(ids)
    })

    test('a transaction that throws leaves nothing behind, in any table', async () => {
      const { rows } = await open()
      await rows.write(['tracks'], (at) => at.tracks.put(trackOf('kept')))
      const work = rows.write(['tracks', 'jobs'], async (at) => {
        await at.tracks.put(trackOf('new'))
        await at.jobs.put(prepare('j'))
        await at.tracks.remove('kept')
        throw new TypeError('a mistake')
      })
      await expect(work).rejects.toEqual(code('unknown'))
      expect(await tracks(rows)).toEqual([trackOf('kept')])
      expect(await rows.read(['jobs'], (at) => at.jobs.all())).toEqual([])
    })

    test('a transaction is one however its work is divided into functions', async () => {
      const { rows } = await open()
      await rows.write(['tracks'], (at) => at.tracks.put(trackOf('a')))
      const titles = async (at: Tables) => (await at.tracks.all()).map((track) => track.title)
      const both = async (at: Tables) => [...(await titles(at)), ...(await titles(at))]
      const deep = async (at: Tables, depth: number): Promise<string[]> => {
        if (depth === 0) return both(at)
        const found = await deep(at, depth - 1)
        await at.separations.put(separationOf(String(depth), 'a'))
        return (await at.separations.all()).length > 0 ? found : both(at)
      }
      expect(await rows.write(['tracks', 'separations'], (at) => deep(at, 30))).toHaveLength(2)
      const failing = rows.write(['tracks', 'separations'], async (at) => {
        await deep(at, 5)
        await at.tracks.remove('a')
        throw new TypeError('a mistake')
      })
      await expect(failing).rejects.toEqual(code('unknown'))
      expect(await tracks(rows)).toHaveLength(1)
    })

    test('change edits the row as it now stands, and says when it is gone', async () => {
      const { rows } = await open()
      await rows.write(['tracks'], (at) => at.tracks.put(trackOf('a', { year: 0 })))
      const older = (by: number) =>
        rows.write(['tracks'], (at) =>
          at.tracks.change('a', (row) => ({ ...row, year: (row.year ?? 0) + by })),
        )
      await Promise.all([older(1), older(10), older(100)])
      expect((await tracks(rows))[0]?.year).toBe(111)
      expect(await rows.write(['tracks'], (at) => at.tracks.change('b', (row) => row))).toBeNull()
    })

    test('two tracks never share a source, and the attempt changes nothing', async () => {
      const { rows } = await open()
      await rows.write(['tracks'], (at) => at.tracks.put(trackOf('a', { sourceKey: 'same' })))
      const second = rows.write(['tracks'], (at) => at.tracks.put(trackOf('b', { sourceKey: 'same' })))
      await expect(second).rejects.toEqual(code('storage-failed'))
      expect((await tracks(rows)).map((row) => row.id)).toEqual(['a'])
    })

    test('two live jobs never share a dedupe key; an ended one gives it free', async () => {
      const { rows } = await open()
      const put = (job: ReturnType<typeof prepare>) => rows.write(['jobs'], (at) => at.jobs.put(job))
      await put(prepare('a'))
      await expect(put(prepare('b'))).rejects.toEqual(code('storage-failed'))
      await put({ ...prepare('a'), state: 'failed' })
      await put(prepare('b'))
      const same = await rows.read(['jobs'], (at) => at.jobs.by('dedupeKey', 'prepare:t'))
      expect(same.map((job) => job.id).sort()).toEqual(['a', 'b'])
      expect(same.find((job) => job.id === 'b')).toEqual(prepare('b'))
    })

    test('rows are found by each index, and by no other name', async () => {
      const { rows } = await open()
      await rows.write(['tracks', 'separations', 'jobs'], async (at) => {
        await at.tracks.put(trackOf('t'))
        await at.separations.put(separationOf('s1', 't'))
        await at.separations.put(separationOf('s2', 'u'))
        await at.jobs.put(prepare('j1', 't'))
        await at.jobs.put({ ...prepare('j2', 'u'), state: 'paused' })
        await at.tracks.put(trackOf('listed', { state: 'listed', file: null }))
        await at.jobs.put(newJob('j3', { kind: 'get-model', modelId: 'm' }, 1))
      })
      await rows.read(['tracks', 'separations', 'jobs'], async (at) => {
        expect((await at.tracks.by('file.sha256', 't')).map((row) => row.id)).toEqual(['t'])
        expect((await at.tracks.by('sourceKey', 'sha256:t')).map((row) => row.id)).toEqual(['t'])
        expect((await at.separations.by('trackId', 't')).map((row) => row.id)).toEqual(['s1'])
        expect((await at.jobs.by('state', 'paused')).map((row) => row.id)).toEqual(['j2'])
        expect((await at.jobs.by('trackId', 't')).map((row) => row.id)).toEqual(['j1'])
        await expect(at.jobs.by('kind', 'prepare')).rejects.toThrow('no index')
        expect(await at.jobs.count('state', 'paused')).toBe(1)
        expect(await at.jobs.count('state', 'running')).toBe(0)
        await expect(at.jobs.count('kind', 'prepare')).rejects.toThrow('no index')
      })
    })

    test('a reading transaction cannot write and an unnamed table cannot be reached', async () => {
      const { rows } = await open()
      await expect(rows.read(['tracks'], (at) => at.tracks.put(trackOf('a')))).rejects.toThrow()
      await expect(rows.write(['tracks'], (at) => at.jobs.put(prepare('j')))).rejects.toThrow()
      expect(await tracks(rows)).toEqual([])
    })

    test('a watch tells at once, after each commit that matters, from any tab, until it is stopped', async () => {
      const { rows, again } = await open()
      const other = await again()
      const told: string[][] = []
      const stop = rows.watch(
        async (at) => (await at.tracks.all()).map((row) => row.id),
        (ids) => told.push(ids),
      )
      onTestFinished(stop)
      const latest = () => told.at(-1)
      await vi.waitFor(() => expect(latest()).toEqual([]))
      await rows.write(['tracks'], (at) => at.tracks.put(trackOf('a')))
      await vi.waitFor(() => expect(latest()).toEqual(['a']))
      await other.write(['tracks'], (at) => at.tracks.put(trackOf('b')))
      await vi.waitFor(() => expect(latest()).toEqual(['a', 'b']))
      const before = told.length
      await rows.write(['settings'], (at) => at.settings.put({ key: 'theme', value: 'dark' }))
      await rows.read(['tracks'], (at) => at.tracks.all())
      expect(told.length).toBe(before)
      stop()
      await rows.write(['tracks'], (at) => at.tracks.remove('a'))
      await tracks(rows)
      expect(told.length).toBe(before)
    })

    test('a row put in the last moment is there for whoever comes next', async () => {
      const { rows, again } = await open()
      rows.putLast('tracks', trackOf('last'))
      const job = prepare('j')
      rows.putLast('jobs', job)
      rows.close()
      const next = await again()
      expect(await tracks(next)).toEqual([trackOf('last')])
      const twin = next.write(['jobs'], (at) => at.jobs.put({ ...job, id: 'twin' }))
      await expect(twin).rejects.toEqual(code('storage-failed'))
    })

    test('a watch never sees half a commit', async () => {
      const { rows } = await open()
      const sums: number[] = []
      const stop = rows.watch(
        async (at) => (await at.tracks.all()).length - (await at.separations.all()).length,
        (sum) => sums.push(sum),
      )
      onTestFinished(stop)
      for (let i = 0; i < 20; i++)
        await rows.write(['tracks', 'separations'], async (at) => {
          await at.tracks.put(trackOf(String(i)))
          await at.separations.put(separationOf(String(i), String(i)))
        })
      await vi.waitFor(() => expect(sums.length).toBeGreaterThan(1))
      expect(new Set(sums)).toEqual(new Set([0]))
    })

    test('what one tab writes another reads; a closed store answers with a fault', async () => {
      const { rows, again } = await open()
      await rows.write(['mixes'], (at) => at.mixes.put({ trackId: 't', lanes: {}, master: 0.5, loop: null }))
      rows.close()
      await expect(tracks(rows)).rejects.toEqual(code('storage-closed'))
      const other = await again()
      expect((await other.read(['mixes'], (at) => at.mixes.get('t')))?.master).toBe(0.5)
    })
  })
}
