import { expect, it } from 'vitest'
import { GERMAN } from '#lib/ui/messages/de/german.ts'
import { lineFor, surveyWords } from '#tests/support/words/survey.ts'

const { texts, files } = surveyWords()

const inFiles = (of: 'unread' | 'early' | 'bare') =>
  files.flatMap(({ path, words }) => words[of].map((what) => `${path}: ${what}`))
const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted().join(' ')

it('all words for people go through `t`, `plural`, `count` or `words` (ui/messages/t.ts)', () => {
  expect(inFiles('bare')).toEqual([])
})

it('a text to translate stands in the code in full', () => {
  expect(inFiles('unread')).toEqual([])
})

it('no text is fixed when its file is loaded: use a function, `$derived`, or `words` for a table', () => {
  expect(inFiles('early')).toEqual([])
})

it('German says everything that is said: `npm run words` prints the lines that are missing', () => {
  const missing = [...texts].filter(([text]) => !(text in GERMAN.texts))
  expect(missing.map(([text, { one, room }]) => `messages/de/${room}.ts: ${lineFor(text, one)}`)).toEqual([])
})

it('German says nothing that is not said any more', () => {
  expect(Object.keys(GERMAN.texts).filter((text) => !texts.has(text))).toEqual([])
})

it('German has the values of each text, and a form for each plural', () => {
  const wrong = Object.entries(GERMAN.texts).filter(([text, said]) => {
    const isPlural = (texts.get(text)?.one ?? null) !== null
    if (isPlural !== (typeof said !== 'string')) return true
    const forms = typeof said === 'string' ? [said] : Object.values(said)
    // One of something may be said without its number.
    return forms.some((form) => names(form) !== names(text) && names(`${form}{n}`) !== names(text))
  })
  expect(wrong.map(([text]) => text)).toEqual([])
})
