import { afterEach, expect, test, vi } from 'vitest'
import { HeldKeys } from './held-keys.ts'

const held = new HeldKeys()
const page: string[] = []
const hear = (event: KeyboardEvent) => page.push(event.key)

afterEach(() => {
  held.letGo()
  removeEventListener('keydown', hear)
  page.length = 0
  document.body.replaceChildren()
})

function press(...keys: string[]): void {
  for (const key of keys)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

function dialogComes(): { input: HTMLInputElement; got: string[] } {
  const dialog = document.createElement('div')
  dialog.role = 'dialog'
  const input = document.createElement('input')
  const got: string[] = []
  input.addEventListener('keydown', (event) => got.push(event.key))
  dialog.append(input)
  document.body.append(dialog)
  input.focus()
  return { input, got }
}

test('what is typed before a dialog is there goes into it, in order, and not to the page', async () => {
  addEventListener('keydown', hear)
  held.hold()
  press('h', 'i', ' ', 'Enter')
  expect(page).toEqual([])
  const { input, got } = dialogComes()
  await vi.waitFor(() => expect(got).toEqual(['h', 'i', ' ', 'Enter']))
  expect(input.value).toBe('hi ')
})

test('keys belong to the page again once the dialog has had them, and where none is wished for', async () => {
  addEventListener('keydown', hear)
  press('a')
  held.hold()
  press('b')
  const { got } = dialogComes()
  await vi.waitFor(() => expect(got).toEqual(['b']))
  document.body.replaceChildren()
  await vi.waitFor(() => {
    press('c')
    expect(page).toContain('c')
  })
  expect(page.filter((key) => key !== 'c')).toEqual(['a', 'b'])
})

test('a dialog that does not come keeps no key from the page for long', () => {
  vi.useFakeTimers()
  addEventListener('keydown', hear)
  held.hold()
  press('a')
  vi.advanceTimersByTime(10_000)
  vi.useRealTimers()
  press('b')
  expect(page).toEqual(['b'])
})
