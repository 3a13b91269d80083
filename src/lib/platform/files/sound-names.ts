const SOUND =
  /\.(mp3|mp2|mp1|mpga|wav|wave|bwf|rf64|w64|flac|ogg|oga|opus|spx|m4a|m4b|m4p|mp4|m4v|mov|3gp|aac|adts|aif|aiff|aifc|webm|mka|mkv|wma|asf|caf|wv|ape|ac3|eac3|amr|au|snd|dsf|mpc|tta|alac)$/i

/** Whether a name found in a folder is worth opening: not hidden, and with an ending that sound may have. */
export function isSoundName(name: string): boolean {
  return !name.startsWith('.') && SOUND.test(name)
}
