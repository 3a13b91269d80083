import { describe, expect, it } from 'vitest'
import { isPlain, parseWish } from './separate-wish.ts'

describe('the words of npm run separate', () => {
  it('ask for the whole song in float where nothing else is said', () => {
    expect(parseWish(['/a/song.mp3', '--out', '/b'])).toEqual({
      song: '/a/song.mp3',
      out: '/b',
      format: 'wav32f',
      processing: null,
      gpu: false,
      wish: {},
    })
  })

  it('may name a stretch, a model, a provider and a format', () => {
    const args = ['/s.wav', '--out', '/b', '--region', '1.5-20', '--model', 'x', '--provider', 'webgpu']
    expect(parseWish([...args, '--format', 'wav16'])).toMatchObject({
      format: 'wav16',
      gpu: true,
      wish: { model: 'x', region: { start: 1.5, end: 20 } },
    })
  })

  it('may ask for another format, a loudness, and silence to go', () => {
    const wish = parseWish([
      '/s.wav',
      '--out',
      '/b',
      '--format',
      'flac',
      '--normalize',
      '-14',
      '--trim',
      '-60',
    ])
    expect(wish.format).toBe('flac24')
    expect(wish.processing).toMatchObject({ level: { kind: 'loudness', lufs: -14 }, ceilingDbtp: -1 })
    expect(isPlain(wish)).toBe(false)
    expect(isPlain(parseWish(['/s.wav', '--out', '/b']))).toBe(true)
  })

  it.each([
    [['a.wav', '--out', 'b', '--normalize', 'loud']],
    [['--out', 'b']],
    [['a.wav']],
    [['a.wav', 'c.wav', '--out', 'b']],
    [['a.wav', '--out', 'b', '--region', '5-5']],
    [['a.wav', '--out', 'b', '--region', 'all']],
    [['a.wav', '--out', 'b', '--format', 'mod']],
    [['a.wav', '--out', 'b', '--provider', 'cpu']],
    [['a.wav', '--out', 'b', '--loud']],
  ])('are refused when they are %j', (args) => {
    expect(() => parseWish(args)).toThrow(TypeError)
  })
})
