import type { Translation } from '../t.ts'

export const SEARCH: Translation = {
  Downloaded: 'Geladen',
  Added: 'Hinzugefügt',
  'Add {title} by {artist}': '{title} von {artist} hinzufügen',
  'Added {title}': '{title} hinzugefügt',
  'A song, an artist, an album': 'Ein Song, ein Interpret, ein Album',
  'The catalogues are asked through a proxy, and none answers. Lists and files can be added as ever.':
    'Die Kataloge werden über einen Proxy gefragt, und keiner antwortet. Listen und Dateien lassen sich wie immer hinzufügen.',
  'Settings, Sources': 'Einstellungen, Quellen',
  'Nothing was found for “{words}”.': 'Für „{words}“ wurde nichts gefunden.',
  'Several catalogues are asked at once: Spotify, Deezer, iTunes, MusicBrainz and the free ones.':
    'Mehrere Kataloge werden zugleich gefragt: Spotify, Deezer, iTunes, MusicBrainz und die freien.',
  'Without {map}: no answer just now.': 'Ohne {map}: gerade keine Antwort.',
  Found: 'Gefunden',
  '{songs} found': '{songs} gefunden',
  'Asking…': 'Wird gefragt…',
  'Search the catalogues': 'Kataloge durchsuchen',
}
