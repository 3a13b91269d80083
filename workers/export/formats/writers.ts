import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { aacWriter } from './aac-file.ts'
import { flacWriter } from './flac-file.ts'
import { mp3Writer } from './mp3-file.ts'
import { mp3VbrWriter } from './mp3-vbr-file.ts'
import { opusWriter } from './opus-file.ts'
import { wavWriter } from './wav-file.ts'
import type { AudioWriter } from './writer.ts'

/** How each format is written, a line each. */
export const WRITERS: { readonly [F in AudioFormat]: AudioWriter } = {
  wav16: wavWriter(16),
  wav24: wavWriter(24),
  wav32f: wavWriter(32),
  flac16: flacWriter(16),
  flac24: flacWriter(24),
  'mp3-128': mp3Writer('mp3-128'),
  'mp3-192': mp3Writer('mp3-192'),
  'mp3-320': mp3Writer('mp3-320'),
  'mp3-v0': mp3VbrWriter,
  'opus-128': opusWriter('opus-128'),
  'opus-192': opusWriter('opus-192'),
  'aac-192': aacWriter('aac-192'),
  'aac-256': aacWriter('aac-256'),
}
