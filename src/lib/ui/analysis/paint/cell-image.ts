import type { Cells } from './painter.ts'

/** One pixel a cell, on a canvas of its own. */
export function imageOf({ columns, rows, colorAt }: Cells): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, columns)
  canvas.height = Math.max(1, rows)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  const image = context.createImageData(canvas.width, canvas.height)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [red, green, blue] = colorAt(column, row)
      image.data.set([red, green, blue, 255], (row * canvas.width + column) * 4)
    }
  }
  context.putImageData(image, 0, 0)
  return canvas
}
