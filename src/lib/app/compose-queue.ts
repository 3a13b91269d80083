import { takeTurns } from '#lib/work/queue/lead.ts'
import type { Around } from '#lib/work/queue/around.ts'
import type { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { Runner } from '#lib/work/queue/runner.ts'
import { Services } from '#lib/work/queue/services.ts'
import type { OnEnd, Task } from '#lib/work/registry.ts'
import type { Ground } from './ground.ts'
import type { Queue } from './queue-view.svelte.ts'

interface Working {
  bus: ProgressBus
  around: Around
  onEnd: OnEnd
  queue: Queue
}

/** Runs the jobs, if it is this tab's turn. Returns stop. */
export function startQueue(ground: Ground, tasks: Task[], working: Working): () => Promise<void> {
  const [owner, services] = [ground.newId(), new Services(ground)]
  return takeTurns({
    ...ground,
    tell: (who) => (working.queue.runner = who),
    runner: (alone) => new Runner({ ...ground, ...working, tasks, services, owner, alone }),
  })
}
