/**
 * A path that no file of the set has yet, and adds it: ` (2)` before its ending where there was one. Systems that keep names apart by
 * case or by how an accent is composed are the exception, so neither makes a difference here.
 */
export function distinctPath(path: string, taken: Set<string>): string {
  const slash = path.lastIndexOf('/')
  const dot = /(?:\.stem)?\.[A-Za-z0-9]{1,10}$/.exec(path.slice(slash + 1))?.[0] ?? ''
  const bare = path.slice(0, path.length - dot.length)
  for (let count = 1; ; count++) {
    const tried = count === 1 ? path : `${bare} (${count})${dot}`
    const key = tried.normalize('NFKC').toLowerCase().normalize('NFC')
    if (taken.has(key)) continue
    taken.add(key)
    return tried
  }
}
