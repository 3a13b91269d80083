import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { Mishap } from './mishap.ts'

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

/** Whether nothing holds what `ref` pointed at, given the collector a few turns to find out. */
async function isGone(ref: WeakRef<object>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
    if (ref.deref() === undefined) return true
  }
  return false
}

describe('a mishap', () => {
  it('lets the answer through while nothing happens', async () => {
    await expect(new Mishap().or(Promise.resolve(7))).resolves.toBe(7)
  })

  it('lets the error of the work through', async () => {
    await expect(new Mishap().or(Promise.reject(new Error('of its own')))).rejects.toThrow('of its own')
  })

  it('ends all that waits and all that comes later, with the first thing that happened', async () => {
    const mishap = new Mishap()
    const waiting = mishap.or(new Promise<number>(() => undefined))
    mishap.happen(new Error('first'))
    mishap.happen(new Error('second'))
    await expect(waiting).rejects.toThrow('first')
    await expect(mishap.or(Promise.resolve(1))).rejects.toThrow('first')
  })

  it('holds no answer once it was given, however long it lives', async () => {
    const mishap = new Mishap()
    const refs: WeakRef<object>[] = []
    for (let i = 0; i < 3; i++) {
      const answer = await mishap.or(Promise.resolve({ large: new Float32Array(1000) }))
      refs.push(new WeakRef(answer))
    }
    // The last may still be on the stack.
    expect(await Promise.all(refs.slice(0, 2).map(isGone))).toEqual([true, true])
    mishap.happen(new Error('kept alive until here'))
  })
})
