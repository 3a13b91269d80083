import { words } from '../messages/t.ts'

/** What a browser must have for any of this to work. */
const NEEDS = {
  storage: (scope) => 'indexedDB' in scope,
  workers: (scope) => 'Worker' in scope,
  wasm: (scope) => 'WebAssembly' in scope,
  audio: (scope) => 'AudioContext' in scope,
  locks: (scope) => 'locks' in scope.navigator,
} satisfies Record<string, (scope: typeof globalThis) => boolean>

const NAMES: Readonly<Record<string, string>> = words({
  storage: 'storage for your library (IndexedDB)',
  workers: 'background workers',
  wasm: 'WebAssembly',
  audio: 'audio playback (Web Audio)',
  locks: 'page locks',
})

/** Names of what this browser lacks; empty when all is there. */
export function missingNeeds(scope: typeof globalThis): string[] {
  return Object.entries(NEEDS).flatMap(([need, has]) => (has(scope) ? [] : [NAMES[need] ?? need]))
}
