import { GERMAN } from '#lib/ui/messages/de/german.ts'
import { lineFor, surveyWords } from './words/survey.ts'

// `npm run words`: what German does not say yet, as lines to fill in, room by room; and what is said past the translations.
const { texts, files } = surveyWords()
const missing = [...texts].filter(([text]) => !(text in GERMAN.texts))
for (const [room, rows] of Map.groupBy(missing, ([, { room }]) => room)) {
  console.log(`\n// src/lib/ui/messages/de/${room}.ts`)
  for (const [text, { one }] of rows.toReversed()) console.log(lineFor(text, one))
}
for (const { path, words } of files) {
  for (const text of words.bare) console.log(`\n${path}: not translatable: ${text}`)
  for (const name of words.unread) console.log(`\n${path}: ${name}() without its text in full`)
}
console.log(`\n${texts.size} texts, ${missing.length} of them not in German`)
