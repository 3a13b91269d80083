import { spawnSync } from 'node:child_process'

/** Whether this machine has ffmpeg and ffprobe: a second opinion on files, where there is one. */
export const hasFfmpeg =
  spawnSync('ffmpeg', ['-version']).status === 0 && spawnSync('ffprobe', ['-version']).status === 0

const MOST_BYTES = 1024 * 1024 * 1024

/** The sound of a file as ffmpeg decodes it, delay and padding left out; left, right. */
export function decodeByFfmpeg(path: string, rate: number): [Float32Array, Float32Array] {
  const args = [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    '0:a:0',
    '-f',
    'f32le',
    '-ac',
    '2',
    '-ar',
    String(rate),
    '-',
  ]
  const { stdout } = spawnSync('ffmpeg', args, { maxBuffer: MOST_BYTES })
  const all = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength))
  const side = (first: number) =>
    Float32Array.from({ length: all.length / 2 }, (_, i) => all[2 * i + first] ?? 0)
  return [side(0), side(1)]
}

/** Integrated loudness and true peak by ffmpeg's `ebur128`, to a thousandth. */
export function loudnessByFfmpeg(path: string): { lufs: number; truePeakDbtp: number } {
  const filter = 'ebur128=metadata=1:peak=true,ametadata=mode=print:file=-'
  const args = ['-nostats', '-i', path, '-af', filter, '-f', 'null', '-']
  const { stdout, stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8', maxBuffer: MOST_BYTES })
  const last = (text: string, pattern: RegExp) => Number([...text.matchAll(pattern)].at(-1)?.[1])
  const lufs = last(stderr, /I:\s+(-?[\d.]+) LUFS/g)
  const peak = last(stderr, /Peak:\s+(-?[\d.]+|-inf) dBFS/g)
  // The summary has one digit after the point. What is told on the way has three, but leaves out an end shorter than a tenth of a second.
  const finely = last(stdout, /r128\.I=(-?[\d.]+)/g)
  const finePeak = 20 * Math.log10(last(stdout, /r128\.true_peak=([\d.]+)/g))
  const near = (fine: number, rough: number) => (Math.abs(fine - rough) <= 0.06 ? fine : rough)
  return { lufs: near(finely, lufs), truePeakDbtp: near(finePeak, peak) }
}

/** Tags as ffprobe reads them, names in lower case; `pictures` counts attached ones. */
export function tagsByFfprobe(path: string): { tags: Record<string, string>; pictures: number } {
  const args = [
    '-v',
    'error',
    '-show_entries',
    'format_tags:stream_tags:stream=codec_type',
    '-of',
    'json',
    path,
  ]
  const { stdout } = spawnSync('ffprobe', args, { encoding: 'utf8' })
  const read = JSON.parse(stdout) as {
    format?: { tags?: Record<string, string> }
    streams?: { codec_type: string; tags?: Record<string, string> }[]
  }
  const streams = read.streams ?? []
  const all = { ...streams.find((one) => one.codec_type === 'audio')?.tags, ...read.format?.tags }
  const tags = Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]))
  return { tags, pictures: streams.filter((one) => one.codec_type === 'video').length }
}
