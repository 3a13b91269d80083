import { t } from '../messages/t.ts'

interface Notice {
  name: string
  licence: string
  what: string
  url: string
}

const engines = (): Notice[] => [
  {
    name: 'HTDemucs',
    licence: t('weights: personal and research use; code: MIT'),
    what: t('the separation model'),
    url: 'https://github.com/facebookresearch/demucs',
  },
  {
    name: 'ONNX Runtime Web',
    licence: 'MIT',
    what: t('runs the model'),
    url: 'https://github.com/microsoft/onnxruntime',
  },
  {
    name: 'PFFFT',
    licence: 'BSD-like',
    what: t('Fourier transforms'),
    url: 'https://github.com/echogarden-project/pffft-wasm',
  },
  {
    name: 'essentia.js',
    licence: 'AGPL-3.0',
    what: t('a second opinion on tempo and key'),
    url: 'https://github.com/MTG/essentia.js',
  },
  {
    name: 'FFmpeg',
    licence: 'GPL-2.0-or-later',
    what: t('reads what the browser cannot'),
    url: 'https://github.com/ffmpegwasm/ffmpeg.wasm',
  },
]

const sound = (): Notice[] => [
  {
    name: 'Mediabunny',
    licence: 'MPL-2.0',
    what: t('reads audio files and tags'),
    url: 'https://github.com/Vanilagy/mediabunny',
  },
  {
    name: 'LAME',
    licence: 'LGPL',
    what: t('writes MP3 (by @mediabunny/mp3-encoder, MPL-2.0)'),
    url: 'https://lame.sourceforge.io',
  },
  {
    name: 'libFLAC',
    licence: 'BSD-3-Clause',
    what: t('writes FLAC (by @mediabunny/flac-encoder, MPL-2.0)'),
    url: 'https://xiph.org/flac',
  },
  {
    name: 'FFmpeg AAC',
    licence: 'LGPL-2.1-or-later',
    what: t('writes AAC (by @mediabunny/aac-encoder, MPL-2.0)'),
    url: 'https://ffmpeg.org',
  },
]

const page = (): Notice[] => [
  {
    name: 'Papa Parse',
    licence: 'MIT',
    what: t('reads tables'),
    url: 'https://github.com/mholt/PapaParse',
  },
  {
    name: 'Trystero',
    licence: 'MIT',
    what: t('joins two browsers'),
    url: 'https://github.com/dmotz/trystero',
  },
  {
    name: 'music-metadata',
    licence: 'MIT',
    what: t('reads tags'),
    url: 'https://github.com/Borewit/music-metadata',
  },
  { name: 'hash-wasm', licence: 'MIT', what: t('checks files'), url: 'https://github.com/Daninet/hash-wasm' },
  {
    name: 'client-zip',
    licence: 'MIT',
    what: t('packs exports'),
    url: 'https://github.com/Touffy/client-zip',
  },
  { name: 'Dexie', licence: 'Apache-2.0', what: t('the database'), url: 'https://github.com/dexie/Dexie.js' },
  {
    name: 'Comlink',
    licence: 'Apache-2.0',
    what: t('talks to workers'),
    url: 'https://github.com/GoogleChromeLabs/comlink',
  },
  {
    name: 'Workbox',
    licence: 'MIT',
    what: t('works offline'),
    url: 'https://github.com/GoogleChrome/workbox',
  },
  {
    name: 'Valibot',
    licence: 'MIT',
    what: t('checks data'),
    url: 'https://github.com/fabian-hiller/valibot',
  },
  { name: 'Svelte and SvelteKit', licence: 'MIT', what: t('the page'), url: 'https://github.com/sveltejs' },
  {
    name: 'Bits UI, virtua, svelte-sonner',
    licence: 'MIT',
    what: t('controls, lists, messages'),
    url: 'https://github.com/huntabyte/bits-ui',
  },
  { name: 'Lucide', licence: 'ISC', what: t('icons'), url: 'https://github.com/lucide-icons/lucide' },
]

/** Software of others that the page is made with or ships, with its licence. */
export const notices = (): Notice[] => [...engines(), ...sound(), ...page()]
