import { CanvasPainter } from './canvas-painter.ts'
import { imageOf } from './cell-image.ts'
import type { Draw, Painter, Palette } from './painter.ts'
import { SvgPainter } from './svg-painter.ts'

/** Pixels of a PNG to one of the screen: sharp in print. */
const PNG_SCALE = 2

export interface PictureFile {
  draw: Draw
  title: string
  width: number
  height: number
  palette: Palette
}

/** Room for the title above a picture. */
const HEAD = 34

function drawHead(painter: Painter, { title, width, height, palette }: PictureFile): void {
  painter.rect({ x: 0, y: 0, width, height: height + HEAD }, palette.surface)
  painter.text(title, 12, 22, { color: palette.text, size: 14, bold: true })
}

export function svgOf(picture: PictureFile): string {
  const painter = new SvgPainter((cells) => imageOf(cells).toDataURL('image/png'))
  const { width, height, palette, title } = picture
  drawHead(painter, picture)
  painter.below(HEAD, () => picture.draw(painter, { width, height }, palette))
  return painter.document(width, height + HEAD, title)
}

export async function pngOf(picture: PictureFile): Promise<Blob | null> {
  const { width, height, palette } = picture
  const canvas = document.createElement('canvas')
  canvas.width = width * PNG_SCALE
  canvas.height = (height + HEAD) * PNG_SCALE
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(PNG_SCALE, PNG_SCALE)
  const painter = new CanvasPainter(context)
  drawHead(painter, picture)
  context.translate(0, HEAD)
  picture.draw(painter, { width, height }, palette)
  const { promise, resolve } = Promise.withResolvers<Blob | null>()
  canvas.toBlob(resolve, 'image/png')
  return promise
}
