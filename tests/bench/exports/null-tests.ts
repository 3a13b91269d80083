import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIO_FORMATS } from '#lib/core/domain/recipe.ts'
import { FORMATS } from '#lib/core/exports/formats.ts'
import { noiseFrom } from '#lib/core/dsp/wav.ts'
import type { Forge } from '../../support/drive/forge.ts'
import { WavFile } from '../../support/drive/wav-file.ts'
import { decodeByFfmpeg, hasFfmpeg } from '../../support/ffmpeg.ts'

const RATE = 44_100
const SECONDS = 20
type Sound = [Float32Array, Float32Array]

/** Decaying notes over soft noise, with a click at a known place: what shifts is seen. */
function sound(): Sound {
  const random = noiseFrom(5)
  const side = (offset: number) =>
    Float32Array.from({ length: SECONDS * RATE + 321 }, (_, i) => {
      const beat = i % 22_050
      const hz = 110 * 2 ** ((Math.floor(i / 22_050) * 5 + offset) / 12)
      const note = 0.4 * Math.exp((-4 * beat) / RATE) * Math.sin((2 * Math.PI * hz * i) / RATE)
      return note + 0.02 * (random() - 0.5)
    })
  return [side(0), side(7)]
}

/** Energy of the difference beside the song's, in dB. */
function nullDb(got: Float32Array, wanted: Float32Array, shift: number): number {
  let rest = 0
  let whole = 1e-30
  for (let i = 4000; i < wanted.length - 8000; i++) {
    rest += ((wanted[i] ?? 0) - (got[i + shift] ?? 0)) ** 2
    whole += (wanted[i] ?? 0) ** 2
  }
  return 10 * Math.log10(rest / whole + 1e-30)
}

/** The shift within some frames that leaves the least. */
function offsetOf(got: Float32Array, wanted: Float32Array): { shift: number; db: number } {
  let best = { shift: 0, db: nullDb(got, wanted, 0) }
  for (let shift = -48; shift <= 48; shift++) {
    const db = nullDb(got, wanted, shift)
    if (db < best.db - 0.01) best = { shift, db }
  }
  return best
}

async function byBrowser(forge: Forge, fileId: string): Promise<Float32Array> {
  const text = await forge.page.evaluate(async (id) => {
    const blob = await globalThis.sfa?.exportedFile(id)
    const context = new OfflineAudioContext(2, 1, 44_100)
    const decoded = await context.decodeAudioData((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
    const bytes = new Uint8Array(decoded.getChannelData(0).buffer)
    let all = ''
    for (let i = 0; i < bytes.length; i += 0x8000)
      all += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
    return btoa(all)
  }, fileId)
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer)
}

const cell = (value: string | number, width: number) => String(value).padStart(width)
const told = (got: Float32Array, wanted: Float32Array) => {
  const { shift, db } = offsetOf(got, wanted)
  return cell(shift, 8) + cell(got.length - wanted.length, 8) + cell(db.toFixed(1), 9)
}

/** Every format written by the app, decoded again by the browser and by ffmpeg, and held against the song. */
export async function nullTests(forge: Forge, folder: string): Promise<void> {
  const wanted = sound()
  const path = join(folder, 'null.wav')
  const file = new WavFile(path, 'wav32f', RATE)
  file.add(...wanted)
  file.close()
  const track = await forge.importFile(path)
  console.log('format         kB    ms   browser: shift length  null dB   ffmpeg: shift length  null dB')
  for (const format of AUDIO_FORMATS) {
    const wish = { sources: [{ kind: 'original' as const }], formats: [format], template: format }
    try {
      for await (const made of forge.export(track.id, wish)) {
        const place = join(folder, `${format}.${FORMATS[format].ending}`)
        writeFileSync(place, made.content)
        const heard = told(await byBrowser(forge, made.id), wanted[0])
        const other = hasFfmpeg ? told(decodeByFfmpeg(place, RATE)[0], wanted[0]) : ''
        const size = Math.round(made.content.length / 1000)
        console.log(`${format.padEnd(10)}${cell(size, 7)}${cell(made.sound?.ms ?? 0, 6)}  ${heard}  ${other}`)
      }
    } catch (error) {
      console.log(`${format.padEnd(10)}  ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }
}
