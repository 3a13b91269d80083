import type { Box, Cells, LineStyle, Painter, TextStyle } from './painter.ts'

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? '')
/** A tenth of a pixel is finer than any print. */
const short = (value: number) => String(Math.round(value * 10) / 10)

/** Writes a picture as SVG. `imageOf` answers the address of a heat map's image (`data:`). */
export class SvgPainter implements Painter {
  readonly #parts: string[] = []
  readonly #imageOf: (cells: Cells) => string

  constructor(imageOf: (cells: Cells) => string) {
    this.#imageOf = imageOf
  }

  rect(box: Box, color: string, opacity = 1): void {
    this.#parts.push(`<rect ${place(box)} fill="${safe(color)}"${faded(opacity)}/>`)
  }

  line(points: ArrayLike<number>, { color, width = 1, dash = [], opacity = 1 }: LineStyle): void {
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''
    this.#parts.push(
      `<path d="${pathOf(points)}" fill="none" stroke="${safe(color)}" stroke-width="${width}" ` +
        `stroke-linejoin="round"${dashes}${faded(opacity)}/>`,
    )
  }

  shape(points: ArrayLike<number>, color: string, opacity = 1): void {
    this.#parts.push(`<path d="${pathOf(points)}Z" fill="${safe(color)}"${faded(opacity)}/>`)
  }

  text(words: string, x: number, y: number, { color, size = 11, anchor = 'start', bold }: TextStyle): void {
    const weight = bold ? ' font-weight="600"' : ''
    this.#parts.push(
      `<text x="${short(x)}" y="${short(y)}" fill="${safe(color)}" font-size="${size}" text-anchor="${anchor}"${weight}>` +
        `${safe(words)}</text>`,
    )
  }

  cells(cells: Cells, box: Box): void {
    this.#parts.push(
      `<image ${place(box)} preserveAspectRatio="none" image-rendering="pixelated" href="${safe(this.#imageOf(cells))}"/>`,
    )
  }

  /** Draws `height` px further down. */
  below(height: number, draw: () => void): void {
    this.#parts.push(`<g transform="translate(0 ${height})">`)
    draw()
    this.#parts.push('</g>')
  }

  /** The whole document. */
  document(width: number, height: number, title: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="system-ui, sans-serif"><title>${safe(title)}</title>${this.#parts.join('')}</svg>`
    )
  }
}

const faded = (opacity: number) => (opacity < 1 ? ` opacity="${opacity}"` : '')
const place = ({ x, y, width, height }: Box) =>
  `x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, width))}" height="${short(Math.max(0, height))}"`

function pathOf(points: ArrayLike<number>): string {
  let path = ''
  let pen = false
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? NaN
    const y = points[i + 1] ?? NaN
    const drawn = !Number.isNaN(x) && !Number.isNaN(y)
    if (drawn) path += `${pen ? 'L' : 'M'}${short(x)} ${short(y)}`
    pen = drawn
  }
  return path
}
