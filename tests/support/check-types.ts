import { run } from './run/command.ts'
import { worlds } from './run/worlds.ts'

// `npm run check`: every world, also after one has failed.
let failed = 0
if (!(await run('svelte-kit', ['sync'], 2))) failed += 1
for (const { name, tool, args } of worlds()) {
  const ok = await run(tool, args, 10)
  console.log(`types of ${name}: ${ok ? 'right' : 'wrong'}`)
  if (!ok) failed += 1
}
process.exitCode = failed ? 1 : 0
