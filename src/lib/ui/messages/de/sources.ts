import type { Translation } from '../t.ts'

export const SOURCES: Translation = {
  'Straight from {source}, while it is being saved.': 'Direkt von {source}, während er gesichert wird.',
  'It is here by now: close this and press play.':
    'Er ist inzwischen da: schließ dies und drück auf Spielen.',
  'Player of {title}': 'Spieler von {title}',
  'For “{title}”{value}{value2}. None of these is certain enough to be taken unasked.':
    'Für „{title}“{value}{value2}. Keiner davon ist sicher genug, um ungefragt genommen zu werden.',
  ' by {artist}': ' von {artist}',
  Matches: 'Treffer',
  'No source offers this song. Attach a file, or look again later.':
    'Keine Quelle bietet diesen Song. Hänge eine Datei an, oder sieh später wieder nach.',
  'Always use it for this song': 'Für diesen Song immer nehmen',
  'Also when it is downloaded again.': 'Auch wenn er noch einmal geladen wird.',
  'Look again': 'Noch einmal sehen',
  'Downloading {title}': '{title} wird geladen',
  Stop: 'Halt',
  'Listen to': 'Anhören:',
  'came already, and was not the song': 'kam schon, und war nicht der Song',
  Preview: 'Hörprobe',
  'Use {title} from {source}': '{title} von {source} nehmen',
  Use: 'Nehmen',
  'Choose a match for {title}': 'Treffer für {title} wählen',
  'No source that was asked has this song': 'Keine gefragte Quelle hat diesen Song',
  'No source has it': 'Keine Quelle hat ihn',
  'Download {title}': '{title} laden',
  'Attach a file to {title}': 'Datei an {title} hängen',
  'Connecting to Spotify': 'Verbindung mit Spotify',
  'One moment…': 'Einen Augenblick…',
  'Connected to Spotify': 'Mit Spotify verbunden',
  'Look up details and cover': 'Angaben und Cover nachschlagen',
  'Listen while it comes': 'Anhören, während er kommt',
  'Download in …': 'Laden als …',
  'Choose a match': 'Treffer wählen',
  Download: 'Laden',
  'May be another recording': 'Vielleicht eine andere Aufnahme',
  'This does not sound like the preview of the song in the catalogues: it may be another recording.':
    'Das klingt nicht wie die Hörprobe des Songs in den Katalogen: vielleicht ist es eine andere Aufnahme.',
  'This is the music of the preview in the catalogues, but in another key.':
    'Das ist die Musik der Hörprobe in den Katalogen, aber in einer anderen Tonart.',
  'No source offers another recording of it.': 'Keine Quelle bietet eine andere Aufnahme davon.',
  'It is right': 'Es ist richtig',
  'Leave it': 'So lassen',
  '“{title}” beside its preview: {text}. What is here stays, as a song of its own.':
    '„{title}“ neben seiner Hörprobe: {text}. Was hier ist, bleibt als eigener Song.',
  'Beside its preview': 'Neben der Hörprobe',
  'Sounds like it, to {percent} %': 'Klingt wie sie, zu {percent} %',
  'The same music in another key, {semitones} semitones off':
    'Dieselbe Musik in anderer Tonart, {semitones} Halbtöne daneben',
  'Could not be told': 'Nicht zu entscheiden',
  'Does not sound like it; you said it is right': 'Klingt nicht wie sie; du sagst, es ist richtig',
  'Does not sound like it: {percent} %': 'Klingt nicht wie sie: {percent} %',
}
