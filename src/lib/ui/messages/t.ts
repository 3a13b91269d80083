/** A text with one form for each plural of its language (`Intl.PluralRules`). */
type Forms = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>

/** What a language says for each English text; `{name}` stands for the same value in both. */
export type Translation = Readonly<Record<string, string | Forms>>

export interface Tongue {
  /** As `Intl` wants it: `en-GB`. */
  tag: string
  /** None: the English in the code is what is said. */
  texts: Translation
}

export const ENGLISH: Tongue = { tag: 'en-GB', texts: {} }

type Value = string | number
type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Given<Name extends string> = [Name] extends [never] ? [] : [values: Readonly<Record<Name, Value>>]

// [Note: words] English stands in the code and is the key; a translation is loaded only by those who chose it. Reading it where
// a text is drawn, and not when a module is loaded, is what lets the language change under a running page.
let speak = (): Tongue => ENGLISH

/** Whom `t` asks for the language of the moment. */
export function speakWith(tongue: () => Tongue): void {
  speak = tongue
}

/** The language of the moment, for `Intl`. */
export const locale = (): string => speak().tag

/** `english` in the language of the moment, its `{names}` filled from `values`. The text must stand there in full. */
export function t<const S extends string>(english: S, ...[values]: Given<Names<S>>): string {
  return filled(said(english), values)
}

/** One of two English texts by the amount, which is their `{n}`. */
export function plural<const S extends string>(
  n: number,
  one: string,
  other: S,
  ...[values]: Given<Exclude<Names<S>, 'n'>>
): string {
  const { tag, texts } = speak()
  const found = texts[other] ?? { one, other }
  const forms: Forms = typeof found === 'string' ? { other: found } : found
  const text = forms[rulesOf(tag).select(n)] ?? forms.other
  return filled(text, { ...values, n: numbersOf(tag).format(n) })
}

/** A table of texts that stands outside of functions: each is translated when it is read. It holds nothing but texts. */
export function words<const T extends Readonly<Record<string, string>>>(
  english: T,
): Readonly<Record<keyof T, string>> {
  const table = {}
  for (const [key, text] of Object.entries(english))
    Object.defineProperty(table, key, { enumerable: true, get: () => said(text) })
  return table as Record<keyof T, string>
}

function said(english: string): string {
  const found = speak().texts[english] ?? english
  return typeof found === 'string' ? found : found.other
}

function filled(text: string, values: Readonly<Record<string, Value>> | undefined): string {
  return values ? text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all)) : text
}

const rules = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()

function rulesOf(tag: string): Intl.PluralRules {
  const known = rules.get(tag) ?? new Intl.PluralRules(tag)
  rules.set(tag, known)
  return known
}

/** Writes numbers as a language does. To make one takes far longer than to use it, and lists are full of amounts. */
export function numbersOf(tag: string): Intl.NumberFormat {
  const known = numbers.get(tag) ?? new Intl.NumberFormat(tag)
  numbers.set(tag, known)
  return known
}
