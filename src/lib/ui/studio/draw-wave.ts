/** Share of the lane's height that full scale fills. */
const FILL = 0.92

/**
 * Draws columns (pairs of min, max in -1..1, one per device pixel) in the context's fill style; nothing where they are
 * NaN. Silence is a hairline, so that it is told from what is not there.
 */
export function drawWave(
  context: Pick<CanvasRenderingContext2D, 'clearRect' | 'fillRect'>,
  columns: Float32Array,
  width: number,
  height: number,
): void {
  context.clearRect(0, 0, width, height)
  const middle = height / 2
  for (let x = 0; x < width; x++) {
    const low = columns[x * 2] ?? NaN
    const high = columns[x * 2 + 1] ?? NaN
    if (Number.isNaN(low) || Number.isNaN(high)) continue
    const top = Math.min(Math.round(middle - high * middle * FILL), Math.round(middle) - 1)
    const bottom = Math.round(middle - low * middle * FILL)
    context.fillRect(x, top, 1, Math.max(1, bottom - top))
  }
}
