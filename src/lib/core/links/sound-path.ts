const SOUND = /\.(?:mp3|flac|wav|wave|ogg|oga|opus|m4a|aac|aiff?|webm|mka|wma|shn|ape|wv)$/i

/** Whether a path's end is the name of a sound file. */
export function isSoundPath(path: string): boolean {
  return SOUND.test(path)
}
