import type { Fault, FaultCode } from '#lib/core/domain/fault.ts'
import { words } from './t.ts'

/**
 * One sentence a code: what happened, what was kept, what to do next. `{name}` takes a value of the fault.
 */
const SENTENCES: Record<FaultCode, string> = words({
  'file-empty': 'This file is empty: nothing was added. Choose another copy of it.',
  'file-cut':
    'This file is cut short or damaged: no sound could be read from it. Get a whole copy and add that.',
  'file-not-audio':
    'This is not an audio file that can be read. Add MP3, WAV, FLAC, OGG, Opus, M4A, AIFF or WebM.',
  'file-protected':
    'This file is copy-protected (DRM), so no program may read its sound. Add an unprotected copy.',
  'file-too-large':
    'This file needs about {need} MB and {free} MB are free on this device. Free some space, then add it again.',
  'encoder-missing': 'This browser cannot write this format. Choose FLAC, WAV, MP3 or AAC.',
  'file-unreadable':
    'The browser could not read this file from the disk. Check that it is still there and add it again.',
  'list-empty': 'No song and no link could be read from this text. Nothing was added.',
  'list-too-large':
    'This list has {need} MB, and lists of up to {free} MB are read. Split it and add the parts.',
  'file-unwritten':
    'The file could not be written, so nothing of it was left. Choose another place and try again.',
  'audio-unsupported': 'This kind of audio cannot be decoded here. Convert it to WAV or FLAC and add that.',
  'audio-silent-length': 'This file holds no sound at all. Nothing was added.',
  'link-not-yet': 'Links cannot be fetched yet. Add the song as a file: drop it anywhere on the page.',
  'storage-full': 'The device is out of storage. Everything so far is kept: free some space, then go on.',
  'storage-closed': 'The browser closed the database. Reload the page; nothing is lost.',
  'storage-held':
    'Another tab has the library open with an older version of this app. Close that tab or reload it, and this one goes on by itself.',
  'storage-lost':
    'The browser has removed stored data of this track. Add the same file again to bring it back.',
  'storage-failed': 'The browser could not write to its database. What was saved is safe; try again.',
  'newer-data': 'A newer version of this app has used this library. Reload to get it; nothing was changed.',
  'upgrade-failed':
    'Your library could not be brought to the form this version needs. Nothing of it was changed or lost: it is still as the version before wrote it. Make room on this device and try again, or wait for the next version.',
  'backup-unfit':
    'This file is no backup of Sound Forge Alchemy, or its beginning is damaged. Choose another.',
  'backup-newer': 'A newer version of this app wrote this backup. Reload the page to get it, then try again.',
  'backup-hostile':
    'This file is not as this app writes backups, so nothing of it was read. If it was packed anew, unpack the backup first.',
  'backup-without-sound':
    'The backup came without the audio of this song. Add the same file again: everything else is here.',
  'model-missing': 'The separation model is not on this device yet. Get it in Settings, then go on.',
  'model-part-wrong': 'A part of the model arrived damaged and was thrown away. It is fetched again.',
  'model-unreachable':
    'The model could not be fetched. Parts that arrived are kept; go on when you are online.',
  'model-unfit': 'This file is not a model of that kind. Choose the ONNX file that the model’s page names.',
  'model-not-served':
    'This model is not offered here. Settings, Models says where its file comes from; then import it.',
  'engine-start': 'The audio engine did not start. Finished parts are kept; try again.',
  'engine-hung': 'The audio engine stopped answering and was restarted. Finished parts are kept.',
  'engine-crashed': 'The audio engine crashed. Finished parts are kept; try again.',
  'engine-memory':
    'There was not enough memory to go on. Finished parts are kept; close other tabs and try again.',
  'gpu-lost': 'The graphics processor was lost. Work goes on without it; finished parts are kept.',
  'not-finite': 'The model gave a broken result for one part, which was thrown away. Try again.',
  'sound-blocked': 'The browser did not let the sound start. Press play once more.',
  'sound-device': 'The sound output stopped. Check the loudspeaker or headphones, then press play.',
  cancelled: 'Cancelled. What was unfinished has been removed.',
  interrupted: 'Interrupted: the work goes on from the last finished part.',
  'track-gone': 'The track was removed, so its work ended.',
  'stem-missing': 'This stem is not there yet. Separate the song first, or wait until it is finished.',
  'no-audio':
    'This song is only listed: there is no audio of it here yet. Attach a file to it, then try again.',
  'has-audio': 'This song has its audio already: the file was not added.',
  'dependency-failed': 'An earlier step of this track failed. Mend that one first.',
  'service-shut':
    'An outside service does not answer well just now. It is asked again by itself in a moment.',
  'part-missing': 'A part of the app could not be loaded. Check the connection; reloading the page may help.',
  offline: 'You are offline. It goes on when the connection is back.',
  'hook-refused': 'The receiver answered with status {status}. It is told again a few times by itself.',
  'hook-unreachable':
    'The receiver did not answer within 10 seconds. It is told again a few times by itself.',
  'hook-blocked':
    'The proxy may not send to this address: only its owner can allow the host (HOOK_HOSTS). Then try again.',
  'hook-no-proxy':
    'Webhooks are sent through the app’s proxy, and none answers here. Run the app with its proxy, then try again.',
  'hook-paused': 'This webhook is paused. Resume it in Settings, then try again.',
  'hook-gone': 'This webhook was removed, so nothing is sent to it any more.',
  'hook-address': 'This is not an address for a webhook. Give one that begins with https:// or http://.',
  'proxy-missing':
    'No proxy answers, so links cannot be looked up or downloaded. Give its address in Settings, Sources, or add lists and files.',
  'proxy-strange':
    'The proxy answered something this app cannot read. Settings, Sources shows whether the two fit together.',
  'source-limit':
    'The service asked to be left alone for a while. It is asked again by itself; nothing is lost.',
  'source-failed': 'The service did not answer as it should. It is asked again; what came so far is kept.',
  'source-refused':
    'The service does not let this be read. For your own playlists, connect Spotify in Settings, Sources, or paste the list.',
  'source-gone': 'The service knows nothing under this link. Check it, or attach a file.',
  'source-unfit':
    'No source can give this sound here. Set up a sidecar at home (Settings, Sources), or attach a file.',
  'source-off': 'This source is not switched on at the proxy. Choose another, or attach a file.',
  'command-missing':
    'The program that fetches this is not installed where the proxy runs. Install it there, or attach a file.',
  'download-too-large': 'This file is larger than the proxy lets through. Attach a smaller copy as a file.',
  'download-not-audio':
    'What came is not audio, so it was thrown away. Choose another match, or attach a file.',
  'download-cut':
    'The download was cut short. What came is kept, and it goes on from there where the source allows.',
  'download-length':
    'What came has another length than the song, so it was thrown away. Choose another match, or attach a file.',
  'spotify-refused':
    'Spotify did not let the app in. Check the client ID and try again in Settings, Sources.',
  'spotify-disconnected': 'The connection to Spotify has ended. Connect again in Settings, Sources.',
  'share-stopped': 'The sender has stopped this share. What came so far is kept; ask them for a new link.',
  'share-expired': 'This share has run out. What came so far is kept; ask the sender for a new link.',
  'share-used-up': 'As many people as the sender allowed have taken this. Ask them for a new link.',
  'share-newer': 'The sender has a newer version of the app. Reload this page to get it too, then try again.',
  'share-unfit': 'What the sender offers is nothing this app can read, so none of it was kept.',
  'share-spoilt':
    'What came was not what had been announced, so it was thrown away and the sender is not asked again. Check who it is from.',
  'share-key': 'This link is not whole. Copy all of it, or scan the code again.',
  'share-answer': 'This is not the answer that belongs here. Copy all of it, from the one who was asked.',
  'share-gone': 'What was to be shared is not here any more, or not finished.',
  'share-too-large': 'This is more than can be shared at once. Choose fewer parts of it.',
  unknown: 'Something unexpected went wrong. What was finished is kept; try again.',
})

/** Said instead where the fault carries the value that it speaks of, the one with most values first. */
const WITH_VALUE: Partial<Record<FaultCode, Readonly<Record<string, string>>>> = {
  'storage-full': words({
    free: 'The device is out of storage: {need} MB are needed and {free} MB are free. Everything so far is kept: free some space, then go on.',
    need: 'The device is out of storage: {need} MB more are needed. Everything so far is kept: free some space, then go on.',
  }),
}

/** The sentence of a fault, its values put in. */
export function sentenceOf(fault: Fault): string {
  const special = WITH_VALUE[fault.code] ?? {}
  const known = Object.keys(special).find((value) => fault.values?.[value] !== undefined)
  const sentence = (known && special[known]) ?? SENTENCES[fault.code]
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.values?.[name] ?? ''))
}
