import { parse } from 'svelte/compiler'
import { callee, isNode, literal, walk, type Node } from './walk.ts'

/** What one file of the interface says. */
export interface Words {
  /** Texts that a translation must have; `one`: the other form where there are two. */
  texts: { text: string; one: string | null }[]
  /** Calls whose text does not stand there in full, so that no list can hold it. */
  unread: string[]
  /** Calls that run when the file is loaded, and so stay in the language of that moment. */
  early: string[]
  /** Words for people that no translation can reach. */
  bare: string[]
}

const ATTRIBUTES =
  /^(aria-(label|description|roledescription|valuetext)|title|placeholder|alt|label|hint|lead|description|words|yes)$/
/** Names and signs that are the same in every language. */
const NAMES =
  /^(Sound Forge Alchemy|Svelte and SvelteKit|Papa Parse|essentia\.js|Bits UI, .*|Daft Punk - .*|Alt [↑↓]|Esc|BPM|LUFS|MFCC)$/s

/** `text` of a `.svelte` or `.ts` file, read. */
export function readWords(path: string, text: string): Words {
  const found: Words = { texts: [], unread: [], early: [], bare: [] }
  const isCode = path.endsWith('.ts')
  const tree = parse(isCode ? `<script lang="ts">${text}\n</script>` : text, { modern: true })
  walk(tree, (node, above) => {
    const name = callee(node)
    if (name && ['t', 'plural', 'count'].includes(name)) {
      readCall(name, node, found)
      if (!above.some((one) => runsLater(one, isCode))) found.early.push(name)
    }
    if (name === 'words') readTable(node, found)
    const bare = bareText(node, above)
    if (bare && !NAMES.test(bare)) found.bare.push(bare)
  })
  return found
}

/** What is inside is not run once and for all when the file is loaded. */
function runsLater(node: Node, isCode: boolean): boolean {
  if (/Function|PropertyDefinition/.test(node.type)) return true
  if (callee(node)?.startsWith('$derived')) return true
  const called = node['callee']
  if (isNode(called) && isNode(called['object']) && called['object']['name'] === '$derived') return true
  return !isCode && node.type === 'Fragment'
}

function readCall(name: string, node: Node, found: Words): void {
  const [first, second, third] = Array.isArray(node['arguments']) ? node['arguments'] : []
  if (name === 't') {
    const texts = choices(first)
    if (!texts) found.unread.push('t')
    for (const text of texts ?? []) found.texts.push({ text, one: null })
    return
  }
  const one = literal(second)
  const other = third === undefined && name === 'count' && one ? `${one}s` : literal(third)
  if (!one || !other) found.unread.push(name)
  else if (name === 'plural') found.texts.push({ text: other, one })
  else found.texts.push({ text: `{n} ${other}`, one: `{n} ${one}` })
}

/** `'a'` or `condition ? 'a' : 'b'`. */
function choices(node: unknown): string[] | null {
  const text = literal(node)
  if (text !== null) return [text]
  if (!isNode(node) || node.type !== 'ConditionalExpression') return null
  const [a, b] = [choices(node['consequent']), choices(node['alternate'])]
  return a && b ? [...a, ...b] : null
}

function readTable(node: Node, found: Words): void {
  const [table] = Array.isArray(node['arguments']) ? node['arguments'] : []
  const rows = isNode(table) && Array.isArray(table['properties']) ? table['properties'] : []
  if (rows.length === 0) found.unread.push('words')
  for (const row of rows) {
    const text = isNode(row) ? literal(row['value']) : null
    if (text === null) found.unread.push('words')
    else if (text !== '') found.texts.push({ text, one: null })
  }
}

const said = (text: string): string | null =>
  /[a-z]{2}/i.test(text) ? text.replace(/\s+/g, ' ').trim() : null

/** Words of markup, of an attribute that is read aloud or seen, or a sentence in the code, outside of any call that translates. */
function bareText(node: Node, above: readonly Node[]): string | null {
  const parent = above.at(-1)
  if (node.type === 'Text') {
    if (!parent || !['Fragment', 'Attribute'].includes(parent.type)) return null
    if (parent?.type === 'Attribute')
      return ATTRIBUTES.test(String(parent['name'])) ? said(String(node['data'])) : null
    return above.some((one) => /^(code|pre|style|script|svelte:head)$/.test(String(one['name'])))
      ? null
      : said(String(node['data']))
  }
  const text = literal(node)
  if (text === null || !/^[A-Z“][^A-Z]*[a-z’,]+ \S/.test(text)) return null
  const isTold = above.some(
    (one) => ['t', 'plural', 'count', 'words'].includes(callee(one) ?? '') || one.type === 'NewExpression',
  )
  return isTold ? null : text
}
