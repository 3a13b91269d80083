import { songFile } from './song-file.ts'

/** A made-up song that says its title and album, in the `LIST INFO` chunk of a WAV. */
export function taggedSong(seconds: number, seed: number, tags: { title: string; album: string }): Buffer {
  const song = songFile(seconds, seed)
  const field = (name: string, text: string) => {
    const words = Buffer.from(`${text}\0${text.length % 2 === 0 ? '\0' : ''}`)
    const head = Buffer.from(`${name}\0\0\0\0`)
    head.writeUInt32LE(text.length + 1, 4)
    return Buffer.concat([head, words])
  }
  const info = Buffer.concat([Buffer.from('INFO'), field('INAM', tags.title), field('IPRD', tags.album)])
  const list = Buffer.from('LIST\0\0\0\0')
  list.writeUInt32LE(info.length, 4)
  const whole = Buffer.concat([song, list, info])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
