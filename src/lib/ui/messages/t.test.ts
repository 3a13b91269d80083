import { afterEach, expect, it } from 'vitest'
import { ENGLISH, locale, plural, speakWith, t, words, type Tongue } from './t.ts'

const GERMAN: Tongue = {
  tag: 'de-DE',
  texts: {
    '{n} songs by {artist}': { one: '{n} Song von {artist}', other: '{n} Songs von {artist}' },
    'Save “{name}”': '„{name}“ sichern',
    Done: 'Fertig',
  },
}

afterEach(() => speakWith(() => ENGLISH))

it('English is what stands in the code, its values filled in', () => {
  expect(t('Save “{name}”', { name: 'Rain {n}' })).toBe('Save “Rain {n}”')
  expect(plural(1, '{n} song by {artist}', '{n} songs by {artist}', { artist: 'Ada' })).toBe('1 song by Ada')
  expect(plural(1200, '{n} song', '{n} songs')).toBe('1,200 songs')
})

it('another language says its own words, plurals and numbers', () => {
  speakWith(() => GERMAN)
  expect(t('Save “{name}”', { name: 'Regen' })).toBe('„Regen“ sichern')
  expect(plural(1, '{n} song by {artist}', '{n} songs by {artist}', { artist: 'Ada' })).toBe('1 Song von Ada')
  expect(plural(1200, '{n} song by {artist}', '{n} songs by {artist}', { artist: 'Ada' })).toBe(
    '1.200 Songs von Ada',
  )
  expect(locale()).toBe('de-DE')
})

it('what a language does not know is said in English', () => {
  speakWith(() => GERMAN)
  expect(t('Undo')).toBe('Undo')
  expect(plural(2, '{n} job', '{n} jobs')).toBe('2 jobs')
})

it('a table made before the language was chosen speaks it all the same', () => {
  const states = words({ done: 'Done', failed: 'Failed' })
  expect(states.done).toBe('Done')
  speakWith(() => GERMAN)
  expect(Object.entries(states)).toEqual([
    ['done', 'Fertig'],
    ['failed', 'Failed'],
  ])
})
