/**
 * Renders the demo song of `src/lib/core/demo` and writes the file that the app ships, with tags and cover:
 *   node_modules/.bin/node tests/support/render-demo.ts
 * Run again after the recipe or the cover (`static/demo/glass-harbour.svg`) has changed, and commit the result.
 * Lossless FLAC of 14 used bits: no codec delay, so sample n of the file is sample n of `renderDemo().mix`.
 */
import { registerFlacEncoder } from '@mediabunny/flac-encoder'
import { AudioSample, AudioSampleSource, BufferTarget, FlacOutputFormat, Output } from 'mediabunny'
import { writeFile } from 'node:fs/promises'
import { toInt16 } from '#lib/core/demo/quantise.ts'
import { renderDemo } from '#lib/core/demo/render.ts'
import { drawSvg } from './picture.ts'

const FOLDER = 'static/demo'
const NAME = 'glass-harbour'
const BITS = 14
const LIMIT = 1_500_000

const { mix, sampleRate } = renderDemo()
const cover = await drawSvg(`${FOLDER}/${NAME}.svg`, 600, 'jpeg')

registerFlacEncoder()
const target = new BufferTarget()
const output = new Output({ format: new FlacOutputFormat(), target })
const source = new AudioSampleSource({ codec: 'flac' })
output.addAudioTrack(source)
output.setMetadataTags({
  title: 'Glass Harbour',
  artist: 'The Formants',
  album: 'Sound Forge Alchemy',
  albumArtist: 'The Formants',
  genre: 'Electronic',
  date: new Date('2026-01-01'),
  trackNumber: 1,
  comment: 'Composed and rendered by the code in src/lib/core/demo. AGPL-3.0-or-later.',
  images: [{ data: new Uint8Array(cover), mimeType: 'image/jpeg', kind: 'coverFront', name: 'cover.jpg' }],
})
await output.start()
const data = toInt16(mix, BITS, 2026)
await source.add(new AudioSample({ data, format: 's16', numberOfChannels: 2, sampleRate, timestamp: 0 }))
await output.finalize()

const bytes = target.buffer
if (!bytes || bytes.byteLength > LIMIT) throw new Error(`${bytes?.byteLength} bytes, at most ${LIMIT} wanted`)
await writeFile(`${FOLDER}/${NAME}.flac`, new Uint8Array(bytes))
console.log(`${FOLDER}/${NAME}.flac: ${bytes.byteLength} bytes, cover ${cover.length}`)
