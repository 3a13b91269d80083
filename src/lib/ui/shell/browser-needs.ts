/** What a browser must have for any of this to work, with the words for what is missing. */
const NEEDS: readonly [name: string, has: (scope: typeof globalThis) => boolean][] = [
  ['storage for your library (IndexedDB)', (scope) => 'indexedDB' in scope],
  ['background workers', (scope) => 'Worker' in scope],
  ['WebAssembly', (scope) => 'WebAssembly' in scope],
  ['audio playback (Web Audio)', (scope) => 'AudioContext' in scope],
  ['page locks', (scope) => 'locks' in scope.navigator],
]

/** Names of what this browser lacks; empty when all is there. */
export function missingNeeds(scope: typeof globalThis): string[] {
  return NEEDS.filter(([, has]) => !has(scope)).map(([name]) => name)
}
