import { describe, expect, it } from 'vitest'
import { printed, strokeOf, type KeyPress } from './stroke.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('a stroke', () => {
  it.each([
    [press(' '), 'Space'],
    [press('M', { shiftKey: true }), 'Shift+m'],
    [press('k', { ctrlKey: true }), 'Mod+k'],
    [press('k', { metaKey: true }), 'Mod+k'],
    [press('ArrowLeft', { shiftKey: true }), 'Shift+ArrowLeft'],
    [press('Enter', { altKey: true }), 'Alt+Enter'],
  ])('is written as bindings write it (%#)', (event, text) => {
    expect(strokeOf(event)?.text).toBe(text)
  })

  it('takes a sign for itself, whichever keys the layout needs for it', () => {
    expect(strokeOf(press('?', { shiftKey: true }))?.text).toBe('?')
    expect(strokeOf(press('/', { shiftKey: true }))?.text).toBe('/')
  })

  it('is nothing while only a modifier is held', () => {
    expect(strokeOf(press('Shift', { shiftKey: true }))).toBeNull()
  })

  it('is printed as the keyboard shows it', () => {
    expect(printed('Mod+k', false)).toEqual(['Ctrl', 'K'])
    expect(printed('Mod+k', true)).toEqual(['⌘', 'K'])
    expect(printed('m 1', false)).toEqual(['M', '1'])
    expect(printed('+', false)).toEqual(['+'])
    expect(printed('Shift+ArrowLeft', false)).toEqual(['Shift', '←'])
  })
})
