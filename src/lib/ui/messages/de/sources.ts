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
}
