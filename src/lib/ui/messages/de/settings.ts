import type { Translation } from '../t.ts'

export const SETTINGS: Translation = {
  'Version {version}': 'Version {version}',
  'Takes songs apart in your own browser. Your audio never leaves this device. Free software under the GNU Affero General Public License, version 3 or later.':
    'Zerlegt Songs in deinem eigenen Browser. Deine Musik verlässt dieses Gerät nie. Freie Software unter der GNU Affero General Public License, Version 3 oder später.',
  "The model's weights are a work of Meta Platforms for personal and research use; they are no part of this software and its licence does not cover them. Mind the rights in the songs you take apart.":
    'Die Gewichte des Modells sind ein Werk von Meta Platforms für persönlichen Gebrauch und Forschung; sie gehören nicht zu dieser Software, und ihre Lizenz gilt nicht für sie. Achte auf die Rechte an den Songs, die du zerlegst.',
  'Made with the work of others': 'Gemacht mit der Arbeit anderer',
  'Keep its secret': 'Bewahre sein Geheimnis',
  'Add a webhook': 'Webhook hinzufügen',
  'Every message carries': 'Jede Nachricht trägt',
  ': the HMAC-SHA-256 of its body under this secret. Copy it to the receiver now; it is not shown again.':
    ': den HMAC-SHA-256 ihres Inhalts unter diesem Geheimnis. Gib es jetzt dem Empfänger; es wird nicht wieder gezeigt.',
  Secret: 'Geheimnis',
  'It is told by POST, through the app’s proxy, whose owner decides which hosts may be told.':
    'Er wird per POST benachrichtigt, über den Proxy der App, dessen Besitzer die erlaubten Hosts bestimmt.',
  'https://example.org/hook': 'https://example.org/hook',
  'Tell it when': 'Benachrichtigen, wenn',
  'Add webhook': 'Webhook hinzufügen',
  'Quick finds tempo, key and loudness; full also chords, sections, loops and curves.':
    'Schnell findet Tempo, Tonart und Lautheit; voll auch Akkorde, Abschnitte, Schleifen und Kurven.',
  'Analyse new songs': 'Neue Songs analysieren',
  Off: 'Aus',
  Quick: 'Schnell',
  Full: 'Voll',
  'Tempo and key in names of exported files': 'Tempo und Tonart in Namen exportierter Dateien',
  'Artist - Title [124 BPM, 11A] (vocals).wav': 'Interpret - Titel [124 BPM, 11A] (vocals).wav',
  'While the click is on, a bar of clicks comes before play begins.':
    'Solange der Klick an ist, kommt ein Takt Klicks, bevor die Wiedergabe beginnt.',
  Theme: 'Farben',
  Dark: 'Dunkel',
  Light: 'Hell',
  Language: 'Sprache',
  System: 'System',
  'On screen and in names of files: F♯ minor, 11A or 4m.':
    'Auf dem Bildschirm und in Dateinamen: F♯ minor, 11A oder 4m.',
  'Who else is told what happens here. Nobody is, unless you let them.':
    'Wer sonst erfährt, was hier geschieht. Niemand, solange du es nicht erlaubst.',
  'Sites that may follow your work': 'Seiten, die deine Arbeit verfolgen dürfen',
  'None. A site that wants to follow your queue asks first.':
    'Keine. Eine Seite, die deine Warteschlange verfolgen will, fragt zuerst.',
  'Remove {origin}': '{origin} entfernen',
  'None. A webhook is an address that is told when a song is finished or something fails.':
    'Keine. Ein Webhook ist eine Adresse, die erfährt, wenn ein Song fertig ist oder etwas scheitert.',
  'Send a test to {host}': 'Probe an {host} senden',
  'Send a test': 'Probe senden',
  'Delete {host}': '{host} löschen',
  'Last deliveries': 'Letzte Zustellungen',
  'Try again: {host}': 'Noch einmal: {host}',
  'Nothing was sent yet.': 'Noch nichts gesendet.',
  'Delete this webhook?': 'Diesen Webhook löschen?',
  'Delete webhook': 'Webhook löschen',
  'Used for new songs': 'Für neue Songs',
  Ready: 'Bereit',
  experimental: 'erprobend',
  'Weights: personal and research use': 'Gewichte: persönlicher Gebrauch und Forschung',
  'Hybrid Transformer Demucs, the standard model: four stems, one pass.':
    'Hybrid Transformer Demucs, das übliche Modell: vier Stems in einem Durchgang.',
  'Four specialists, one per stem: a little cleaner, four times the work.':
    'Vier Spezialisten, einer je Stem: etwas sauberer, viermal die Arbeit.',
  'Adds guitar and piano; the authors call both experimental, the piano weak.':
    'Dazu Gitarre und Klavier; die Autoren nennen beide einen Versuch, das Klavier schwach.',
  'The older Hybrid Demucs: the mean of four networks without a transformer.':
    'Das ältere Hybrid Demucs: der Mittelwert aus vier Netzen ohne Transformer.',
  'The weights were trained and published by Meta for personal and research use. They are not covered by the MIT licence of the Demucs code.':
    'Die Gewichte hat Meta trainiert und für persönlichen Gebrauch und Forschung veröffentlicht. Die MIT-Lizenz des Codes von Demucs gilt nicht für sie.',
  'Licence of {title}, opens a new tab': 'Lizenz von {title}, öffnet einen neuen Tab',
  'Where from': 'Woher',
  'Source of {title}, opens a new tab': 'Quelle von {title}, öffnet einen neuen Tab',
  'Getting {title}': '{title} wird geholt',
  Checking: 'Wird geprüft',
  Verify: 'Prüfen',
  'Delete {title}': '{title} löschen',
  Delete: 'Löschen',
  'Get {size}: {title}': '{size} holen: {title}',
  'Get {size}': '{size} holen',
  'Import file for {title}': 'Datei für {title} importieren',
  'Import file': 'Datei importieren',
  'Delete {title}?': '{title} löschen?',
  'Delete model': 'Modell löschen',
  '{title} is whole': '{title} ist unversehrt',
  '{title} is ready': '{title} ist bereit',
  'A model is what takes a song apart. It is kept on this device and works offline. The weights are published for personal and research use.':
    'Ein Modell zerlegt den Song. Es bleibt auf diesem Gerät und arbeitet offline. Die Gewichte sind für persönlichen Gebrauch und Forschung veröffentlicht.',
  Proxy: 'Proxy',
  Answers: 'Antwortet',
  'No answer': 'Keine Antwort',
  'No proxy answers at this address, so links, search and downloads are out of reach. Lists and files work as ever. “npm start” brings a proxy along; give the address of another one here.':
    'An dieser Adresse antwortet kein Proxy, also sind Links, Suche und Downloads außer Reichweite. Listen und Dateien gehen wie immer. „npm start“ bringt einen Proxy mit; nenne hier die Adresse eines anderen.',
  'The little helper that asks the catalogues, because a page may not. It keeps nothing of yours.':
    'Der kleine Helfer, der die Kataloge fragt, weil eine Seite es nicht darf. Er behält nichts von dir.',
  Address: 'Adresse',
  'Leave it empty for the one beside this page.': 'Leer lassen für den neben dieser Seite.',
  'Spotify links': 'Links von Spotify',
  'does not answer now': 'antwortet gerade nicht',
  Version: 'Version',
  'on Node': 'auf Node',
  'on an edge': 'am Netzrand',
  'Separate songs as soon as they are added': 'Songs trennen, sobald sie hinzukommen',
  'Otherwise a song waits until you ask for its stems.':
    'Sonst wartet ein Song, bis du seine Stems wünschst.',
  'Model for new songs': 'Modell für neue Songs',
  'import its file first': 'erst seine Datei importieren',
  'Press ? anywhere to see the keys of the page you are on.':
    'Drück irgendwo ?, um die Tasten der Seite zu sehen, auf der du bist.',
  Separation: 'Trennung',
  Connections: 'Verbindungen',
  Appearance: 'Aussehen',
  Keyboard: 'Tastatur',
  About: 'Über',
  'Where sound is looked for, the first first': 'Wo nach Ton gesucht wird, das Erste zuerst',
  'Files of your own always come first. A song that no source has waits for a file.':
    'Deine eigenen Dateien kommen immer zuerst. Ein Song, den keine Quelle hat, wartet auf eine Datei.',
  '{source} earlier': '{source} früher',
  '{source} later': '{source} später',
  '{source} is number {index} of {next}': '{source} ist Nummer {index} von {next}',
  'Not set up at the proxy': 'Am Proxy nicht eingerichtet',
  'Does not answer now': 'Antwortet gerade nicht',
  Sources: 'Quellen',
  'Where links are looked up and where sound may come from. Files of your own need none of it.':
    'Wo Links nachgeschlagen werden und woher Ton kommen darf. Eigene Dateien brauchen nichts davon.',
  'Download songs as soon as they are added': 'Songs laden, sobald sie hinzukommen',
  'Songs of a link or a list, where a source certainly has them. What is not certain waits for you.':
    'Songs eines Links oder einer Liste, wenn eine Quelle sie sicher hat. Was nicht sicher ist, wartet auf dich.',
  'Quality of downloads': 'Qualität der Downloads',
  'A wish, in kbit/s. What really came is measured and shown with the song.':
    'Ein Wunsch, in kbit/s. Was wirklich kam, wird gemessen und beim Song gezeigt.',
  'Your Spotify account': 'Dein Spotify-Konto',
  'Connected as {name}. Only your lists are read; nothing is changed there.':
    'Verbunden als {name}. Nur deine Listen werden gelesen; dort wird nichts geändert.',
  'Connected. Only your lists are read; nothing is changed there.':
    'Verbunden. Nur deine Listen werden gelesen; dort wird nichts geändert.',
  'Your Spotify lists': 'Deine Spotify-Listen',
  'Import {name}': '{name} importieren',
  'Importing “{name}”': '„{name}“ wird importiert',
  Import: 'Importieren',
  'Reading your lists…': 'Deine Listen werden gelesen…',
  'To import your own playlists and liked songs. Make an app in Spotify’s developer dashboard, register the address below as its redirect, and paste its client ID. No secret is needed, and what Spotify hands out is kept encrypted in this browser.':
    'Um eigene Playlists und Lieblingssongs zu importieren. Lege in Spotifys Developer Dashboard eine App an, trage die Adresse unten als Redirect ein und füge ihre Client-ID ein. Ein Geheimnis ist nicht nötig, und was Spotify herausgibt, liegt verschlüsselt in diesem Browser.',
  'Spotify does not accept this page’s address. Open the app under https, or at http://127.0.0.1 instead of a name.':
    'Spotify nimmt die Adresse dieser Seite nicht an. Öffne die App unter https, oder unter http://127.0.0.1 statt eines Namens.',
  'Client ID': 'Client-ID',
  'A client ID is 32 letters and digits.': 'Eine Client-ID hat 32 Buchstaben und Ziffern.',
  Connect: 'Verbinden',
  'The tokens in this browser are wiped. Songs that were imported stay.':
    'Die Zugangsschlüssel in diesem Browser werden gelöscht. Importierte Songs bleiben.',
  '{host} is told nothing any more, deliveries that wait are cancelled, and its secret is forgotten.':
    '{host} erfährt nichts mehr, wartende Zustellungen werden abgebrochen, und sein Geheimnis wird vergessen.',
  'Its {size} are freed. Stems already made stay. To separate with it again, it has to be imported again.':
    'Seine {size} werden frei. Fertige Stems bleiben. Um wieder damit zu trennen, muss es neu importiert werden.',
  'Its {size} are freed. Stems already made stay. To separate with it again, it has to be fetched again.':
    'Seine {size} werden frei. Fertige Stems bleiben. Um wieder damit zu trennen, muss es neu geholt werden.',
  'Disconnect Spotify?': 'Spotify trennen?',
  'Songs, stems and models lie in this browser only.':
    'Songs, Stems und Modelle liegen nur in diesem Browser.',
  '{size} used': '{size} belegt',
  'This browser does not say how much it holds.': 'Dieser Browser sagt nicht, wie viel er hält.',
  'Kept for good': 'Auf Dauer behalten',
  'The browser will not clear your library by itself.':
    'Der Browser räumt deine Bibliothek nicht von selbst ab.',
  'Not promised yet': 'Noch nicht zugesagt',
  'If the disk runs full, the browser may clear your library. Ask it not to.':
    'Wenn die Platte voll wird, räumt der Browser vielleicht deine Bibliothek ab. Bitte ihn, es zu lassen.',
  'Keep my library': 'Bibliothek behalten',
  'By song': 'Nach Song',
  'Show fewer': 'Weniger zeigen',
  'Show all {rows}': 'Alle {rows} zeigen',
  'The browser did not promise it': 'Der Browser hat es nicht zugesagt',
  'Browsers say yes more often to an installed app or a bookmarked page. Try again after that.':
    'Browser sagen öfter ja zu einer installierten App oder einer Seite mit Lesezeichen. Versuch es danach noch einmal.',
  'How much is done at once, and how you hear of it.':
    'Wie viel zugleich geschieht, und wie du davon erfährst.',
  'Tell me when long work is finished': 'Sag mir, wenn lange Arbeit fertig ist',
  'This browser shows no notifications.': 'Dieser Browser zeigt keine Mitteilungen.',
  'A notification of the system, only while this page is out of sight.':
    'Eine Mitteilung des Systems, nur solange diese Seite nicht zu sehen ist.',
  'At once': 'Zugleich',
  Patience: 'Geduld',
  'How many times the usual something that gives no sign of life is waited for. A slow machine or connection may need more.':
    'Wievielmal so lange wie üblich auf etwas gewartet wird, das kein Lebenszeichen gibt. Ein langsames Gerät oder Netz braucht vielleicht mehr.',
  Tries: 'Versuche',
  'How often work that fails is tried in all, before it waits for you.':
    'Wie oft Arbeit, die scheitert, im Ganzen versucht wird, bevor sie auf dich wartet.',
  'As it was': 'Wie es war',
  'The browser did not allow notifications': 'Der Browser hat Mitteilungen nicht erlaubt',
  'Allow them for this site in the browser’s own settings, then switch this on again.':
    'Erlaube sie für diese Seite in den Einstellungen des Browsers, dann schalte dies wieder ein.',
  '{files} imported, more are needed': '{files} importiert, mehr werden gebraucht',
  '{size} to get': '{size} zu holen',
  'Needs a file': 'Braucht eine Datei',
  ' · {left} left': ' · noch {left}',
  'Waiting · {far}': 'Wartet · {far}',
  'Paused · {far}': 'Angehalten · {far}',
  'From your file · {size}': 'Aus deiner Datei · {size}',
  'On this device · {size}': 'Auf diesem Gerät · {size}',
  'weights: personal and research use; code: MIT': 'Gewichte: persönlich und Forschung; Code: MIT',
  'the separation model': 'das Modell zum Trennen',
  'runs the model': 'rechnet das Modell',
  'Fourier transforms': 'Fourier-Transformationen',
  'reads what the browser cannot': 'liest, was der Browser nicht kann',
  'reads audio files and tags': 'liest Tondateien und Tags',
  'writes MP3 (by @mediabunny/mp3-encoder, MPL-2.0)': 'schreibt MP3 (durch @mediabunny/mp3-encoder, MPL-2.0)',
  'writes FLAC (by @mediabunny/flac-encoder, MPL-2.0)':
    'schreibt FLAC (durch @mediabunny/flac-encoder, MPL-2.0)',
  'writes AAC (by @mediabunny/aac-encoder, MPL-2.0)': 'schreibt AAC (durch @mediabunny/aac-encoder, MPL-2.0)',
  'reads tables': 'liest Tabellen',
  'joins two browsers': 'verbindet zwei Browser',
  'reads tags': 'liest Tags',
  'checks files': 'prüft Dateien',
  'packs exports': 'packt Exporte',
  'the database': 'die Datenbank',
  'talks to workers': 'spricht mit Workern',
  'a second opinion on tempo and key': 'eine zweite Meinung zu Tempo und Tonart',
  'works offline': 'arbeitet offline',
  'checks data': 'prüft Daten',
  'the page': 'die Seite',
  'controls, lists, messages': 'Bedienelemente, Listen, Meldungen',
  icons: 'Symbole',
  'An address begins with https:// or http://.': 'Eine Adresse beginnt mit https:// oder http://.',
  'An address must not hold a name or a password.':
    'Eine Adresse darf keinen Namen und kein Passwort enthalten.',
  'Leave out what follows ? and #.': 'Lass weg, was nach ? und # kommt.',
  'Only a proxy on this machine may go without https.':
    'Nur ein Proxy auf diesem Rechner darf ohne https sein.',
  'title and cover only: the proxy has no Spotify credentials':
    'nur Titel und Cover: der Proxy hat keine Zugangsdaten für Spotify',
  'songs, albums and playlists up to 100 songs': 'Songs, Alben und Playlists bis 100 Songs',
  'songs and albums; for playlists connect your own account':
    'Songs und Alben; für Playlists verbinde dein eigenes Konto',
  'songs, albums and public playlists': 'Songs, Alben und öffentliche Playlists',
  Settings: 'Einstellungen',
  'Storage used': 'Belegter Speicher',
  Models: 'Modelle',
  Resume: 'Fortsetzen',
  Size: 'Größe',
  Licence: 'Lizenz',
}
