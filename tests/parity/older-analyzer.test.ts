import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '#lib/core/domain/analysis-fields.ts'
import { distance, SAME } from '#tests/eval/golden.ts'
import { readGolden } from '#tests/eval/truth.ts'
import { analyseSound } from '#tests/support/analyse-sound.ts'
import { decodeByFfmpeg, hasFfmpeg } from '#tests/support/ffmpeg.ts'
import { sfaData } from '#tests/support/sfa-data.ts'

const folder = join(sfaData() ?? '', 'analysis', 'audio')

/** The files have one channel, and ffmpeg makes two of it that are 3 dB quieter. */
const UP_MIX = Math.SQRT2

/** A key, a drum loop and a guitar; `npm run eval:analysis` looks at all twenty that the older analyzer was run on. */
describe.skipIf(!existsSync(folder) || !hasFfmpeg)('what the older analyzer has found, with librosa', () => {
  it.each(['key_o_E_min.ogg', 'drum_o_1.ogg', 'real_guit_em9.ogg'])(
    'is what is found here, to a hundredth: %s',
    async (name) => {
      const [one] = decodeByFfmpeg(join(folder, name), 44_100)
      const { finding, detail } = await analyseSound(one.map((value) => value * UP_MIX))
      const found = fieldsOf({ ...finding, id: 'a', trackId: 't', createdAt: 0 }, detail)
      const wanted = readGolden()[name] ?? {}
      const off = SAME.filter((field) => distance(found[field], wanted[field]) > 0.01)
      expect(off).toEqual([])
    },
  )
})
