import { SparseBank } from './sparse-bank.ts'

/** Slaney's mel scale: linear below 1 kHz, logarithmic above (Auditory Toolbox, 1998). */
const LINEAR_HZ = 200 / 3
const BREAK_HZ = 1000
const BREAK_MEL = BREAK_HZ / LINEAR_HZ
const LOG_STEP = Math.log(6.4) / 27

const melOf = (hz: number) =>
  hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP
const hzOf = (mel: number) =>
  mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL))

function edgesHz(rate: number, bands: number): number[] {
  const top = melOf(rate / 2)
  return Array.from({ length: bands + 2 }, (_, i) => hzOf((top * i) / (bands + 1)))
}

/** Half the foot of each triangle: what its equal area was divided by. */
export function melWidthsHz(rate: number, bands: number): Float32Array {
  const edges = edgesHz(rate, bands)
  return Float32Array.from({ length: bands }, (_, band) => ((edges[band + 2] ?? 0) - (edges[band] ?? 0)) / 2)
}

/** Triangles of equal area from 0 to half the rate, as `librosa.filters.mel`. */
export function melBank(rate: number, size: number, bands: number): SparseBank {
  const edges = edgesHz(rate, bands)
  const rows = Array.from({ length: bands }, (_, band) => {
    const [low = 0, centre = 0, high = 0] = edges.slice(band, band + 3)
    const area = 2 / (high - low)
    return Float32Array.from({ length: size / 2 + 1 }, (__, bin) => {
      const hz = (bin * rate) / size
      return area * Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)))
    })
  })
  return new SparseBank(rows)
}

/** The first `count` rows of an orthonormal DCT-II over `bands` values, row after row. */
export function dctRows(bands: number, count: number): Float32Array[] {
  return Array.from({ length: count }, (_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / bands)
    return Float32Array.from(
      { length: bands },
      (__, n) => scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * bands)),
    )
  })
}
