/** One block of a `_headers` file (the format of Netlify and Cloudflare Pages): an address pattern and its headers. */
export interface HeaderRule {
  /** Begins with `/`; a `*` at its end stands for anything. */
  pattern: string
  headers: Record<string, string>
}

export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = []
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || line.trimStart().startsWith('#')) continue
    const last = rules.at(-1)
    if (!/^\s/.test(line)) rules.push({ pattern: line.trim(), headers: {} })
    else if (last) {
      const colon = line.indexOf(':')
      last.headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim()
    }
  }
  return rules
}

export function formatHeaders(rules: readonly HeaderRule[]): string {
  const block = ({ pattern, headers }: HeaderRule) =>
    [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n')
  return `${rules.map(block).join('\n\n')}\n`
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path
}

/** The headers for an address: those of every rule that matches, later ones winning. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  return Object.assign({}, ...rules.filter((rule) => matches(rule.pattern, path)).map((rule) => rule.headers))
}
