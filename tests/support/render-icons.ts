/**
 * Draws the app's PNG icons from their SVG. Run again after an SVG has changed:
 *   node_modules/.bin/node tests/support/render-icons.ts
 */
import { writeFile } from 'node:fs/promises'
import { drawSvg } from './picture.ts'

const PICTURES = [
  { from: 'icon', size: 192 },
  { from: 'icon', size: 512 },
  { from: 'icon-maskable', size: 512 },
]

for (const { from, size } of PICTURES) {
  const to = `static/icons/${from}-${size}.png`
  await writeFile(to, await drawSvg(`static/icons/${from}.svg`, size, 'png'))
  console.log(to)
}
