import { describe, expect, it } from 'vitest'
import { parseWish } from './separate-wish.ts'

describe('the words of npm run separate', () => {
  it('ask for the whole song in float where nothing else is said', () => {
    expect(parseWish(['/a/song.mp3', '--out', '/b'])).toEqual({
      song: '/a/song.mp3',
      out: '/b',
      format: 'wav32f',
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

  it.each([
    [['--out', 'b']],
    [['a.wav']],
    [['a.wav', 'c.wav', '--out', 'b']],
    [['a.wav', '--out', 'b', '--region', '5-5']],
    [['a.wav', '--out', 'b', '--region', 'all']],
    [['a.wav', '--out', 'b', '--format', 'mp3']],
    [['a.wav', '--out', 'b', '--provider', 'cpu']],
    [['a.wav', '--out', 'b', '--loud']],
  ])('are refused when they are %j', (args) => {
    expect(() => parseWish(args)).toThrow(TypeError)
  })
})
