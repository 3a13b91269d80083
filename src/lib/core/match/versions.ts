/** What makes a recording another one than the song's own. */
export type Version =
  | 'live'
  | 'remix'
  | 'edit'
  | 'extended'
  | 'acoustic'
  | 'instrumental'
  | 'karaoke'
  | 'cover'
  | 'demo'
  | 'sped-up'
  | 'slowed'
  | 'loop'
  | 'a-cappella'
  | 'orchestral'
  | 'rerecorded'
  | 'mashup'
  | 'lesson'
  | 'excerpt'
  | 'effect'
  | 'full-album'

/** Found in brackets or after a dash, where a word says what kind of recording it is. */
const ASIDE: readonly [Version, RegExp][] = [
  [
    'live',
    /\b(live|unplugged|in concert|concert|ao vivo|en vivo|en directo|dal vivo|en public|konzert|live-?session|tiny desk|mtv unplugged)\b/,
  ],
  [
    'remix',
    /\b(remix(ed)?|rmx|re-?work|bootleg|flip|vip( mix)?|dub( mix)?|(?!original|album|single|full)\p{L}+ mix)\b/u,
  ],
  [
    'edit',
    /\b(radio|single|short|clean|club|video|my|re)?[ -]?(edit|radio version|single version|short version)\b/,
  ],
  ['extended', /\b(extended|long version|full length|12" ?(mix|version)?|maxi)\b/],
  [
    'acoustic',
    /\b(acoustic|akustik|acustic[oa]|acoustique|stripped|piano (version|solo)|guitar version|campfire)\b/,
  ],
  ['instrumental', /\b(instrumental|minus one|no vocals|without vocals|backing track|off vocal|playback)\b/],
  [
    'karaoke',
    /\b(karaoke|sing[ -]?along|in the style of|made famous by|originally performed by|singback)\b|カラオケ|노래방/,
  ],
  [
    'cover',
    /\b(cover(ed)?|tribute|reprise by|rendition|version by|lullaby|music box|8[ -]?bit|chiptune|drum cover)\b/,
  ],
  ['demo', /\b(demo|rough mix|work tape|outtake|alternate take|early version|rehearsal)\b/],
  ['sped-up', /\b(sped[ -]?up|speed(ed)?[ -]?up|nightcore|fast version)\b/],
  ['slowed', /\b(slowed|reverb|screwed|chopped|daycore|slow version)\b/],
  [
    'loop',
    /\b\d{1,2} ?(hours?|hrs?|h|stunden|heures|horas|ore)\b|\b(one hour|looped|loop version|on repeat)\b/,
  ],
  ['a-cappella', /\b(a ?capp?ell?a|acapella|vocals only|isolated vocals)\b/],
  ['orchestral', /\b(orchestral?|symphonic|string quartet|philharmonic)\b/],
  ['rerecorded', /\b(re-?recorded|new recording|taylor'?s version|(19|20)\d\d version)\b/],
  ['mashup', /\b(mash-?up|medley|megamix|dj mix|continuous mix|vs)\b/],
  ['lesson', /\b(lesson|tutorial|how to play|guitar tab|chords|reaction|explained|review)\b/],
  ['excerpt', /\b(preview|teaser|trailer|snippet|excerpt|intro only|ringtone|interlude version)\b/],
  [
    'effect',
    /\b(8d( audio)?|16d|bass ?boost(ed)?|432 ?hz|dolby atmos|binaural|empty arena|from another room)\b/,
  ],
  ['full-album', /\b(full album|complete album|whole album|full ep)\b/],
]

/** Unmistakable wherever they stand: no song is called so by chance. */
const ANYWHERE: readonly [Version, RegExp][] = [
  ['live', /\blive (at|from|in|on) (the )?[\p{L}\d]/u],
  ['karaoke', /\bkaraoke\b|カラオケ|노래방/],
  ['instrumental', /\b(instrumental|backing track)( version)?$/],
  ['cover', /\bcover by\b|\b(piano|guitar|drum|bass|violin|cello|vocal|metal|rock) cover\b/],
  ['sped-up', /\b(nightcore|sped up)\b/],
  ['slowed', /\bslowed\b/],
  ['loop', /\b\d{1,2} ?(hours?|hrs?) ?(version|loop|mix)?$|\bone hour\b/],
  ['lesson', /\b(guitar lesson|tutorial|how to play)\b/],
  ['effect', /\b8d audio\b/],
  ['acoustic', /\bacoustic( version| cover| session)$/],
  ['remix', /\b(remix|bootleg)$/],
  ['full-album', /\bfull album\b/],
]

const found = (text: string, patterns: readonly [Version, RegExp][]) =>
  patterns.filter(([, pattern]) => pattern.test(text)).map(([version]) => version)

/** Versions that a bracket or the part after a dash names; `text` is plain. */
export function versionsAside(text: string): Version[] {
  return found(text, ASIDE)
}

/** Versions that a title names without any bracket; `text` is plain. */
export function versionsInside(text: string): Version[] {
  return found(text, ANYWHERE)
}

/** Asides that change nothing of the recording: they are left out of the name. */
const ORNAMENT =
  /\b(remaster(ed)?|remasterizad[oa]|remasteris[eé]e?|deluxe|anniversary|bonus( track)?|expanded|explicit|clean version|album version|original( mix| version)?|full version|mono|stereo|official|lyrics?( video)?|video( clip)?|clip officiel|video oficial|videoclip|audio|music video|visuali[sz]er|m\/?v|hd|hq|4k|\d{3,4}p|high quality|prod\.?|soundtrack|ost|from the|theme from|with lyrics|color coded|sub(titulado|s|titles)?|free download|out now|new( single)?)\b/

/** Whether an aside only says how it was published. */
export function isOrnament(text: string): boolean {
  return ORNAMENT.test(text)
}
