import type { BundleOrder, Rendered, RenderTick } from '../contract.ts'
import type { RenderDoors } from '../render.ts'

/** Makes one file of several sounds, in passes that hold no more than a few pieces of each. */
export type Bundler = (doors: RenderDoors, order: BundleOrder, tick: RenderTick) => Promise<Rendered>
