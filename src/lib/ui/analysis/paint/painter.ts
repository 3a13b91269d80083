/** Colours by the names of the tokens. */
export type PaletteName =
  | 'bg'
  | 'surface'
  | 'line'
  | 'line-strong'
  | 'text'
  | 'muted'
  | 'faint'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'vocals'
  | 'drums'
  | 'bass'
  | 'other'
  | 'guitar'
  | 'piano'

/** As CSS writes them: `#7cc4ff`. */
export type Palette = Record<PaletteName, string>

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface LineStyle {
  color: string
  width?: number
  dash?: readonly number[]
  opacity?: number
}

export interface TextStyle {
  color: string
  /** In px; 11 unless told. */
  size?: number
  anchor?: 'start' | 'middle' | 'end'
  bold?: boolean
}

/** Values in rows and columns, drawn as an even image: `colorAt` answers red, green, blue, 0 to 255. */
export interface Cells {
  columns: number
  rows: number
  colorAt(column: number, row: number): readonly [number, number, number]
}

/** What a picture is drawn with: a canvas on screen and for PNG, text for SVG. All in CSS px. */
export interface Painter {
  rect(box: Box, color: string, opacity?: number): void
  /** x and y in turn; a NaN breaks the line. */
  line(points: ArrayLike<number>, style: LineStyle): void
  /** A closed shape, x and y in turn. */
  shape(points: ArrayLike<number>, color: string, opacity?: number): void
  text(words: string, x: number, y: number, style: TextStyle): void
  cells(cells: Cells, box: Box): void
}

/** A picture of `width` by `height` px. */
export type Draw = (painter: Painter, size: { width: number; height: number }, palette: Palette) => void
