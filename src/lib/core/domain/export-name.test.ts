import { describe, expect, it } from 'vitest'
import { exportName, safeName } from './export-name.ts'

describe('file names', () => {
  it('name artist, title and part', () => {
    const song = { title: 'Paper Lanterns', artist: 'Demo Ensemble' }
    expect(exportName(song, 'vocals', 'wav')).toBe('Demo Ensemble - Paper Lanterns (vocals).wav')
    expect(exportName({ ...song, artist: ' ' }, null, 'zip')).toBe('Paper Lanterns.zip')
    expect(exportName({ title: '', artist: '' }, 'mix', 'wav')).toBe('Untitled (mix).wav')
  })

  it.each([
    ['AC/DC: “Live”?', 'AC-DC- “Live”'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['tab\there\u0000\u202egnp', 'tabheregnp'],
    ['  . .hidden. ', 'hidden'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['***', 'Untitled'],
    ['日本語の歌', '日本語の歌'],
  ])('are safe everywhere: %j', (wild, tame) => {
    expect(safeName(wild)).toBe(tame)
  })

  it('stay as they are once they are safe, at the greatest length too', () => {
    const name = safeName(`NUL .${'x'.repeat(300)}`)
    expect(new TextEncoder().encode(name).length).toBe(200)
    expect(safeName(name)).toBe(name)
  })

  it('stay short enough for every file system, without half a character', () => {
    const name = safeName('😀'.repeat(300))
    expect(new TextEncoder().encode(name).length).toBe(200)
    expect(name.endsWith('😀')).toBe(true)
  })
})
