import type { KindRows } from './kind-rows.ts'

/** The job itself says what came of it. */
export const deliverHookRows: KindRows<'deliver-hook'> = {
  async undo() {},
  async fail() {},
  revive: async ({ hookId }, { hooks }) => (await hooks.get(hookId)) !== null,
  leftovers: async () => [],
}
