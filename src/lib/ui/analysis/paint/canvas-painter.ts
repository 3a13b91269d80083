import { imageOf } from './cell-image.ts'
import type { Box, Cells, LineStyle, Painter, TextStyle } from './painter.ts'

const FONT = "ui-sans-serif, system-ui, 'Inter', 'Segoe UI', Roboto, sans-serif"

/** Draws on a canvas whose scale is set already. */
export class CanvasPainter implements Painter {
  readonly #context: CanvasRenderingContext2D

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context
    context.lineJoin = 'round'
    context.textBaseline = 'alphabetic'
  }

  rect({ x, y, width, height }: Box, color: string, opacity = 1): void {
    this.#context.globalAlpha = opacity
    this.#context.fillStyle = color
    this.#context.fillRect(x, y, width, height)
    this.#context.globalAlpha = 1
  }

  line(points: ArrayLike<number>, { color, width = 1, dash = [], opacity = 1 }: LineStyle): void {
    const context = this.#context
    context.strokeStyle = color
    context.lineWidth = width
    context.globalAlpha = opacity
    context.setLineDash([...dash])
    this.#path(points)
    context.stroke()
    context.globalAlpha = 1
  }

  shape(points: ArrayLike<number>, color: string, opacity = 1): void {
    this.#context.fillStyle = color
    this.#context.globalAlpha = opacity
    this.#path(points)
    this.#context.fill()
    this.#context.globalAlpha = 1
  }

  text(words: string, x: number, y: number, { color, size = 11, anchor = 'start', bold }: TextStyle): void {
    const context = this.#context
    context.font = `${bold ? 600 : 400} ${size}px ${FONT}`
    context.fillStyle = color
    context.textAlign = anchor === 'middle' ? 'center' : anchor
    context.fillText(words, x, y)
  }

  cells(cells: Cells, { x, y, width, height }: Box): void {
    this.#context.imageSmoothingEnabled = cells.columns > width
    this.#context.drawImage(imageOf(cells), x, y, width, height)
  }

  #path(points: ArrayLike<number>): void {
    const context = this.#context
    context.beginPath()
    let pen = false
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i] ?? NaN
      const y = points[i + 1] ?? NaN
      if (Number.isNaN(x) || Number.isNaN(y)) pen = false
      else if (pen) context.lineTo(x, y)
      else {
        context.moveTo(x, y)
        pen = true
      }
    }
  }
}
