import { takeTurns } from '#lib/work/queue/lead.ts'
import type { Around } from '#lib/work/queue/around.ts'
import type { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { Runner } from '#lib/work/queue/runner.ts'
import { Services } from '#lib/work/queue/services.ts'
import type { OnEnd, Task } from '#lib/work/registry.ts'
import { tasksOf, type TaskTools } from './compose-tasks.ts'
import type { Ground } from './ground.ts'
import type { Queue } from './queue-view.svelte.ts'
import { sourceTasks, type SourceTools } from './sources/source-tasks.ts'

interface Working {
  bus: ProgressBus
  around: Around
  queue: Queue
}

interface Tools extends TaskTools, SourceTools {
  onEnd: OnEnd
  /** Tasks that other rooms bring. */
  others: readonly Task[]
}

/** Runs the jobs, if it is this tab's turn. Returns stop. */
export function startQueue(ground: Ground, tools: Tools, working: Working): () => Promise<void> {
  const [owner, services] = [ground.newId(), new Services(ground)]
  const { onEnd, others } = tools
  const tasks = [...tasksOf(ground, tools), ...sourceTasks(ground, tools), ...others]
  return takeTurns({
    ...ground,
    tell: (who) => (working.queue.runner = who),
    runner: (alone) => new Runner({ ...ground, ...working, onEnd, tasks, services, owner, alone }),
  })
}
