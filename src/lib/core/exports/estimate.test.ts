import { expect, it } from 'vitest'
import { sampleSeparation, sampleTrack } from '#tests/support/sample-rows.ts'
import type { StemName } from '../domain/separation.ts'
import { DEFAULT_RECIPE, type Recipe } from '../domain/recipe.ts'
import { estimate } from './estimate.ts'
import { planFiles, type SongForExport } from './plan-files.ts'

const FRAMES = 60 * 44_100
const songOf = (id: string): SongForExport => ({
  track: sampleTrack(id, FRAMES, { title: id }),
  separation: sampleSeparation(`${id}-s`, id, FRAMES, 'all', ['vocals', 'drums', 'bass', 'other']),
  ...{ mix: null, facts: null },
})
const songs = [songOf('a'), songOf('b')]
const of = (change: Partial<Recipe>) =>
  estimate(songs, { ...DEFAULT_RECIPE, sources: [], formats: [], documents: [], bundles: [], ...change })

it('counts files as they are made: a paper of all songs once, a stem that is asked for twice once', () => {
  expect(of({ documents: ['midi', 'm3u8'] }).files).toBe(3)
  const twice: Recipe['sources'] = [{ kind: 'stems' }, { kind: 'stem', stem: 'vocals' }]
  expect(of({ sources: twice, formats: ['wav16'] })).toMatchObject({ files: 8, bytes: 8 * 60 * 176_400 })
})

it('files of several sounds are as large as what is in them', () => {
  const daw = of({ bundles: ['dawproject'] })
  expect(daw).toMatchObject({ files: 2, bytes: 2 * 4 * 60 * 264_600 })
  expect(daw.seconds).toBeGreaterThan(1)
  expect(of({ bundles: ['stem-mp4'] })).toMatchObject({ files: 2, bytes: 2 * 5 * 60 * 32_000 })
})

it('a stem file is made of more than four stems too, and of no fewer', () => {
  const filesOf = (stems: StemName[]) => {
    const separation = sampleSeparation('a-s', 'a', FRAMES, 'all', stems)
    return planFiles(
      { id: 'e', name: '', recipe: { ...DEFAULT_RECIPE, sources: [], bundles: ['stem-mp4'] } },
      [{ ...songOf('a'), separation }],
      'camelot',
    ).files.length
  }
  expect(filesOf(['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'])).toBe(1)
  expect(filesOf(['vocals', 'other'])).toBe(0)
})
