/** A node of a syntax tree, as Svelte's parser gives it: ESTree for code, its own for markup. */
export interface Node {
  type: string
  [key: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const SKIPPED = new Set([
  'loc',
  'metadata',
  'leadingComments',
  'trailingComments',
  'typeAnnotation',
  'options',
])

/** Calls `see` for every node below, with those above it, the nearest last. */
export function walk(
  node: unknown,
  see: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, see, above))
  if (!isNode(node) || ['ImportDeclaration', 'StyleSheet', 'TSLiteralType'].includes(node.type)) return
  see(node, above)
  const inside = [...above, node]
  for (const [key, value] of Object.entries(node)) if (!SKIPPED.has(key)) walk(value, see, inside)
}

/** The text of a literal; null for all else. */
export function literal(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null
}

/** The name of what is called: `t` of `t('…')`. */
export function callee(node: Node): string | null {
  const called = node['callee']
  return node.type === 'CallExpression' && isNode(called) && called.type === 'Identifier'
    ? String(called['name'])
    : null
}
