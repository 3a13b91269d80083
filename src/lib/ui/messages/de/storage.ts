import type { Translation } from '../t.ts'

export const STORAGE: Translation = {
  'Decoded sound removed': 'Dekodierten Ton entfernt',
  'The library as one file of your own: for another machine, another browser, or in case this one forgets.':
    'Die Bibliothek als eine Datei, die dir gehört: für ein anderes Gerät, einen anderen Browser oder falls dieser hier vergisst.',
  'Back up': 'Sichern',
  'Into a folder': 'In einen Ordner',
  'Back up {songs}': '{songs} sichern',
  'Back up the library': 'Die Bibliothek sichern',
  'save file copy': 'speichern Datei Kopie Backup',
  'bring back sfa': 'zurückholen sfa Backup',
  'Choose a backup': 'Sicherung wählen',
  'A backup is looked through first. What is here stays; what is missing here comes from it.':
    'Eine Sicherung wird zuerst durchgesehen. Was hier ist, bleibt; was hier fehlt, kommt aus ihr.',
  'What goes in': 'Was hineinkommt',
  'Models too': 'Auch Modelle',
  'They can be fetched again where this site serves them.':
    'Sie lassen sich neu holen, wo diese Seite sie anbietet.',
  'It runs in this page: closed before the end, a backup is begun anew, and a restore goes on where it was.':
    'Das läuft in dieser Seite: Wird sie vorher geschlossen, beginnt eine Sicherung von vorn, und eine Wiederherstellung geht weiter, wo sie war.',
  'There is no backup yet.': 'Es gibt noch keine Sicherung.',
  Restore: 'Wiederherstellen',
  'Not restored': 'Nicht wiederhergestellt',
  'Save the list': 'Liste speichern',
  'Lists only': 'Nur Listen',
  'With songs': 'Mit Songs',
  'Stems too': 'Auch Stems',
  'Names, corrections, mixes, analyses, albums. The songs’ files are to be added again.':
    'Namen, Korrekturen, Mischungen, Analysen, Alben. Die Dateien der Songs sind neu hinzuzufügen.',
  'Stems are separated again when you want them.': 'Stems werden neu getrennt, wenn du sie willst.',
  'Everything, the stems bit for bit.': 'Alles, die Stems Bit für Bit.',
  'About {size}, in one file': 'Etwa {size}, in einer Datei',
  'The last backup was written on {day}.': 'Die letzte Sicherung wurde am {day} geschrieben.',
  'Writing the backup': 'Die Sicherung wird geschrieben',
  'Looking the backup through': 'Die Sicherung wird durchgesehen',
  Restoring: 'Wird wiederhergestellt',
  'The backup is written: {size}': 'Die Sicherung ist geschrieben: {size}',
  'Written on {day} by version {app}.': 'Am {day} von Version {app} geschrieben.',
  '{songs}, {size}.': '{songs}, {size}.',
  'None of them is here yet.': 'Keiner davon ist schon hier.',
  '{here} of them are here already: they keep what they have and get what they lack.':
    '{here} davon sind schon hier: Sie behalten, was sie haben, und bekommen, was ihnen fehlt.',
  'The file was cut off: what is whole can be restored, the rest is lost.':
    'Die Datei ist abgeschnitten: Was ganz ist, lässt sich wiederherstellen, der Rest ist verloren.',
  '{parts} cannot be read and would be left out.': '{parts} nicht lesbar, würde ausgelassen.',
  'Restore “{name}”?': '„{name}“ wiederherstellen?',
  '{songs} restored, {fresh} of them new, {stems}.': '{songs} wiederhergestellt, davon {fresh} neu, {stems}.',
  '{things} could not be brought.': '{things} nicht wiederherstellbar.',
  '{n} things': { one: '{n} Teil', other: '{n} Teile' },
  'Audio file': 'Audiodatei',
  Part: 'Teil',
  'damaged in the backup': 'in der Sicherung beschädigt',
  'the backup was cut off': 'die Sicherung ist abgeschnitten',
  'This file is no backup of Sound Forge Alchemy, or its beginning is damaged. Choose another.':
    'Diese Datei ist keine Sicherung von Sound Forge Alchemy, oder ihr Anfang ist beschädigt. Wähle eine andere.',
  'A newer version of this app wrote this backup. Reload the page to get it, then try again.':
    'Eine neuere Version dieser App hat diese Sicherung geschrieben. Lade die Seite neu, um sie zu bekommen, und versuche es noch einmal.',
  'This file is not as this app writes backups, so nothing of it was read. If it was packed anew, unpack the backup first.':
    'Diese Datei ist nicht so, wie diese App Sicherungen schreibt; nichts davon wurde gelesen. Wurde sie neu gepackt, entpacke zuerst die Sicherung.',
  'The backup came without the audio of this song. Add the same file again: everything else is here.':
    'Die Sicherung kam ohne den Ton dieses Songs. Füge dieselbe Datei wieder hinzu: Alles andere ist hier.',
  'Songs as they came': 'Songs, wie sie kamen',
  'Decoded sound': 'Dekodierter Ton',
  'Waveforms, covers, analyses': 'Wellenformen, Cover, Analysen',
  'Made files': 'Erzeugte Dateien',
  'The app, for working offline': 'Die App, für die Arbeit ohne Netz',
  'Lists, corrections, database': 'Listen, Korrekturen, Datenbank',
  'Safari clears a site after seven days of use in which you do not open it. Add the app to the Dock or Home Screen, or make a backup, and nothing is lost.':
    'Safari leert eine Seite nach sieben Tagen Nutzung, in denen du sie nicht öffnest. Lege die App ins Dock oder auf den Home-Bildschirm oder mache eine Sicherung, und nichts geht verloren.',
  'The browser keeps your library': 'Der Browser behält deine Bibliothek',
  'Songs and stems take room. May the browser keep them, so that it does not clear them when the disk runs full?':
    'Songs und Stems brauchen Platz. Darf der Browser sie behalten, damit er sie nicht löscht, wenn die Platte voll wird?',
  'Cleaned up': 'Aufgeräumt',
  'Can be undone until the next start of the app; then the room is free.':
    'Lässt sich bis zum nächsten Start der App zurücknehmen; dann ist der Platz frei.',
  'Free it now': 'Jetzt freigeben',
  'There was nothing to free: what is being worked on stays':
    'Es gab nichts freizugeben: Woran gearbeitet wird, bleibt',
  'It is back': 'Es ist wieder da',
  'It was thrown away already': 'Es wurde schon weggeworfen',
  'Largest by': 'Größte nach',
  'Free all decoded sound': 'Allen dekodierten Ton freigeben',
  'Free all stems': 'Alle Stems freigeben',
  'Restore a backup': 'Sicherung wiederherstellen',
  '{left} left of {quota} this browser allows': '{left} frei von {quota}, die dieser Browser erlaubt',
  'Free the stems': 'Stems freigeben',
  'Free the decoded sound': 'Dekodierten Ton freigeben',
  'Remove the song': 'Song entfernen',
  'They can be separated again, which takes its time. Songs, mixes and analyses stay.':
    'Sie lassen sich neu trennen, was seine Zeit braucht. Songs, Mischungen und Analysen bleiben.',
  'It is decoded again from the song’s file when it is needed. Stems play without it.':
    'Er wird aus der Datei des Songs neu dekodiert, wenn er gebraucht wird. Stems spielen ohne ihn.',
  'The file, its stems, mix and corrections go; only you can bring the file again.':
    'Die Datei, ihre Stems, Mischung und Korrekturen gehen; nur du kannst die Datei wieder bringen.',
  'The stems of {songs}': 'Die Stems von {songs}',
  'The decoded sound of {songs}': 'Der dekodierte Ton von {songs}',
  '“{title}”': '„{title}“',
  'Free the stems of {songs}?': 'Die Stems von {songs} freigeben?',
  'Free the decoded sound of {songs}?': 'Den dekodierten Ton von {songs} freigeben?',
  'Remove {songs}?': '{songs} entfernen?',
  'This frees {size}.': 'Das gibt {size} frei.',
  'It can be undone until the app is started again; only then is the room free, or when you say so.':
    'Es lässt sich zurücknehmen, bis die App neu gestartet wird; erst dann ist der Platz frei, oder wenn du es sagst.',
  '{what}: {size} cleaned up': '{what}: {size} aufgeräumt',
  'Free room of {title}': 'Platz von {title} freigeben',
  'the audio of {songs}': 'den Ton von {songs}',
  'the stems of {all}': 'die Stems von {all}',
  '{n} separations': { one: '{n} Trennung', other: '{n} Trennungen' },
  '{n} models': { one: '{n} Modell', other: '{n} Modelle' },
  'Names, mixes and corrections are kept: add the same files again, or restore a backup.':
    'Namen, Mischungen und Korrekturen sind da: Füge dieselben Dateien wieder hinzu, oder stelle eine Sicherung wieder her.',
  'They can be made again.': 'Sie lassen sich neu machen.',
  'The browser has cleared {parts}.': 'Der Browser hat {parts} gelöscht.',
  Backup: 'Sicherung',
}
