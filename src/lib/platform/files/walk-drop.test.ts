import { describe, expect, it } from 'vitest'
import { isSoundName } from './sound-names.ts'
import { walkDrop } from './walk-drop.ts'

type Tree = { [name: string]: Tree | string }

/** A folder as the browser shows it: at most a hundred entries at a time. */
function entry(name: string, tree: Tree | string): FileSystemEntry {
  if (typeof tree === 'string') {
    const file = (found: (file: File) => void) => found(new File([tree], name))
    return { name, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry
  }
  const children = Object.entries(tree).map(([child, below]) => entry(child, below))
  const createReader = () => ({
    readEntries: (found: (entries: FileSystemEntry[]) => void) => found(children.splice(0, 100)),
  })
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry
}

function drop(tree: Tree) {
  const all = Object.entries(tree)
  const items = all.map(([name, below]) => ({ kind: 'file', webkitGetAsEntry: () => entry(name, below) }))
  // A dropped folder comes as a file too, which nobody can read.
  const files = all.map(([name]) => new File([], name))
  return { items, files } as unknown as DataTransfer
}

const names = async (tree: Tree) => {
  const { files, skipped } = await walkDrop(drop(tree))
  return { names: files.map((file) => file.name), skipped }
}

describe('what is dropped', () => {
  it('is taken as it is when it is files', async () => {
    expect(await names({ 'a.mp3': '', '.hidden': '', 'notes.txt': '' })).toEqual({
      names: ['a.mp3', '.hidden', 'notes.txt'],
      skipped: 0,
    })
  })

  it('is walked when it is folders: sound only, in order of name, hidden things counted or passed', async () => {
    const album = { 'b.flac': '', 'a.flac': '', 'cover.jpg': '', '.DS_Store': '', cd2: { 'c.OGG': '' } }
    expect(await names({ album, '.git': { 'x.wav': '' }, 'single.bin': '' })).toEqual({
      names: ['a.flac', 'b.flac', 'c.OGG', 'x.wav', 'single.bin'],
      skipped: 2,
    })
    expect((await names({ top: { '.git': { 'x.wav': '' } } })).names).toEqual([])
  })

  it('is found whole in a folder of a thousand', async () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}.mp3`, '']))
    expect((await names({ many })).names).toHaveLength(1000)
  })
})

describe('names in a folder', () => {
  it.each(['a.mp3', 'B.WAV', 'c.aiff', 'd.webm', 'e.m4a', 'no. 5.opus'])('%s is sound', (name) => {
    expect(isSoundName(name)).toBe(true)
  })
  it.each(['.mp3', '._a.mp3', 'a.mp3.part', 'mp3', 'a.cue', 'Thumbs.db'])('%s is none', (name) => {
    expect(isSoundName(name)).toBe(false)
  })
})
