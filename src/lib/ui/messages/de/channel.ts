import type { Translation } from '../t.ts'

export const CHANNEL: Translation = {
  'Let another site follow your work?': 'Eine andere Seite deine Arbeit verfolgen lassen?',
  'asks to be told what your queue is doing: which jobs run, how far they are, and the file names, stems, tempo and key of songs that get finished. It hears no sound and can start, change or delete nothing.':
    'möchte erfahren, was deine Warteschlange tut: welche Aufträge laufen, wie weit sie sind, und Dateinamen, Stems, Tempo und Tonart fertiger Songs. Sie hört keinen Ton und kann nichts beginnen, ändern oder löschen.',
  'You can take this back at any time: Settings, Connections.':
    'Du kannst das jederzeit zurücknehmen: Einstellungen, Verbindungen.',
  'Not now': 'Nicht jetzt',
  'Allow this site': 'Diese Seite erlauben',
  'Connection · Sound Forge Alchemy': 'Verbindung · Sound Forge Alchemy',
  Connected: 'Verbunden',
  'Disconnect {origin}': '{origin} trennen',
  'It follows your queue while this window is open. The work itself goes on in the app.':
    'Sie verfolgt deine Warteschlange, solange dieses Fenster offen ist. Die Arbeit selbst geht in der App weiter.',
  'No site is connected': 'Keine Seite ist verbunden',
  'A site that wants to follow your queue opens this window. Nothing is told to it before you allow it.':
    'Eine Seite, die deine Warteschlange verfolgen will, öffnet dieses Fenster. Ihr wird nichts gesagt, bevor du es erlaubst.',
  'Open the queue': 'Warteschlange öffnen',
  Disconnect: 'Trennen',
  'The library could not be opened': 'Die Bibliothek ließ sich nicht öffnen',
}
