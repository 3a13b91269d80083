import type { BundleId } from '#lib/core/domain/recipe.ts'
import type { Bundler } from './bundles/bundler.ts'
import { bundleDawProject } from './bundles/dawproject.ts'
import { bundleStemMp4 } from './bundles/stem-mp4.ts'

/** How each bundle is made, a line each. */
export const BUNDLES: { readonly [B in BundleId]: Bundler } = {
  'stem-mp4': bundleStemMp4,
  dawproject: bundleDawProject,
}
