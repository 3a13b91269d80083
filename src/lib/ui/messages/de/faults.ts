import type { Translation } from '../t.ts'

export const FAULTS: Translation = {
  'This file is empty: nothing was added. Choose another copy of it.':
    'Diese Datei ist leer: nichts wurde hinzugefügt. Nimm eine andere Kopie.',
  'This file is cut short or damaged: no sound could be read from it. Get a whole copy and add that.':
    'Diese Datei ist abgeschnitten oder beschädigt: kein Ton ließ sich daraus lesen. Füge eine ganze Kopie hinzu.',
  'This is not an audio file that can be read. Add MP3, WAV, FLAC, OGG, Opus, M4A, AIFF or WebM.':
    'Das ist keine lesbare Tondatei. Nimm MP3, WAV, FLAC, OGG, Opus, M4A, AIFF oder WebM.',
  'This file is copy-protected (DRM), so no program may read its sound. Add an unprotected copy.':
    'Diese Datei ist kopiergeschützt (DRM), kein Programm darf ihren Ton lesen. Füge eine ungeschützte Kopie hinzu.',
  'This file needs about {need} MB and {free} MB are free on this device. Free some space, then add it again.':
    'Diese Datei braucht etwa {need} MB, und {free} MB sind auf diesem Gerät frei. Schaff Platz und füge sie noch einmal hinzu.',
  'This browser cannot write this format. Choose FLAC, WAV, MP3 or AAC.':
    'Dieser Browser kann dieses Format nicht schreiben. Nimm FLAC, WAV, MP3 oder AAC.',
  'The browser could not read this file from the disk. Check that it is still there and add it again.':
    'Der Browser konnte diese Datei nicht lesen. Sieh nach, ob es sie noch gibt, und füge sie noch einmal hinzu.',
  'No song and no link could be read from this text. Nothing was added.':
    'Aus diesem Text ließen sich kein Song und kein Link lesen. Nichts wurde hinzugefügt.',
  'This list has {need} MB, and lists of up to {free} MB are read. Split it and add the parts.':
    'Diese Liste hat {need} MB, gelesen werden Listen bis {free} MB. Teile sie und füge die Teile hinzu.',
  'The file could not be written, so nothing of it was left. Choose another place and try again.':
    'Die Datei ließ sich nicht schreiben, nichts blieb davon zurück. Wähle einen anderen Ort und versuch es noch einmal.',
  'This kind of audio cannot be decoded here. Convert it to WAV or FLAC and add that.':
    'Diese Art von Ton lässt sich hier nicht dekodieren. Wandle sie in WAV oder FLAC um und füge das hinzu.',
  'This file holds no sound at all. Nothing was added.':
    'Diese Datei enthält gar keinen Ton. Nichts wurde hinzugefügt.',
  'Links cannot be fetched yet. Add the song as a file: drop it anywhere on the page.':
    'Links lassen sich noch nicht holen. Füge den Song als Datei hinzu: zieh sie auf die Seite.',
  'The device is out of storage. Everything so far is kept: free some space, then go on.':
    'Der Speicher des Geräts ist voll. Alles bisher ist erhalten: schaff Platz, dann mach weiter.',
  'The browser closed the database. Reload the page; nothing is lost.':
    'Der Browser hat die Datenbank geschlossen. Lade die Seite neu; nichts ist verloren.',
  'Another tab has the library open with an older version of this app. Close that tab or reload it, and this one goes on by itself.':
    'Ein anderer Tab hat die Bibliothek mit einer älteren Fassung offen. Schließ ihn oder lade ihn neu, dann geht es hier von selbst weiter.',
  'The browser has removed stored data of this track. Add the same file again to bring it back.':
    'Der Browser hat Daten dieses Songs gelöscht. Füge dieselbe Datei noch einmal hinzu, um ihn zurückzuholen.',
  'The browser could not write to its database. What was saved is safe; try again.':
    'Der Browser konnte nicht in seine Datenbank schreiben. Gesichertes ist sicher; versuch es noch einmal.',
  'A newer version of this app has used this library. Reload to get it; nothing was changed.':
    'Eine neuere Fassung dieser App hat die Bibliothek benutzt. Lade neu, um sie zu bekommen; nichts wurde geändert.',
  'Your library could not be brought to the form this version needs. Nothing of it was changed or lost: it is still as the version before wrote it. Make room on this device and try again, or wait for the next version.':
    'Deine Bibliothek ließ sich nicht in die Form bringen, die diese Fassung braucht. Nichts davon wurde geändert oder ging verloren: Sie ist noch so, wie die Fassung davor sie schrieb. Schaff Platz auf diesem Gerät und versuch es erneut, oder warte auf die nächste Fassung.',
  'The separation model is not on this device yet. Get it in Settings, then go on.':
    'Das Modell zum Trennen ist noch nicht auf diesem Gerät. Hol es in den Einstellungen, dann mach weiter.',
  'A part of the model arrived damaged and was thrown away. It is fetched again.':
    'Ein Teil des Modells kam beschädigt an und wurde verworfen. Er wird noch einmal geholt.',
  'The model could not be fetched. Parts that arrived are kept; go on when you are online.':
    'Das Modell ließ sich nicht holen. Angekommene Teile sind erhalten; mach weiter, sobald du online bist.',
  'This file is not a model of that kind. Choose the ONNX file that the model’s page names.':
    'Diese Datei ist kein Modell dieser Art. Nimm die ONNX-Datei, die die Seite des Modells nennt.',
  'This model is not offered here. Settings, Models says where its file comes from; then import it.':
    'Dieses Modell wird hier nicht angeboten. Einstellungen, Modelle sagt, woher die Datei kommt; importiere sie dann.',
  'The audio engine did not start. Finished parts are kept; try again.':
    'Die Tonmaschine startete nicht. Fertige Teile sind erhalten; versuch es noch einmal.',
  'The audio engine stopped answering and was restarted. Finished parts are kept.':
    'Die Tonmaschine antwortete nicht mehr und wurde neu gestartet. Fertige Teile sind erhalten.',
  'The audio engine crashed. Finished parts are kept; try again.':
    'Die Tonmaschine ist abgestürzt. Fertige Teile sind erhalten; versuch es noch einmal.',
  'There was not enough memory to go on. Finished parts are kept; close other tabs and try again.':
    'Der Arbeitsspeicher reichte nicht. Fertige Teile sind erhalten; schließ andere Tabs und versuch es noch einmal.',
  'The graphics processor was lost. Work goes on without it; finished parts are kept.':
    'Der Grafikprozessor fiel aus. Es geht ohne ihn weiter; fertige Teile sind erhalten.',
  'The model gave a broken result for one part, which was thrown away. Try again.':
    'Das Modell gab für einen Teil ein kaputtes Ergebnis, das verworfen wurde. Versuch es noch einmal.',
  'The browser did not let the sound start. Press play once more.':
    'Der Browser ließ den Ton nicht beginnen. Drück noch einmal auf Spielen.',
  'The sound output stopped. Check the loudspeaker or headphones, then press play.':
    'Die Tonausgabe hielt an. Prüfe Lautsprecher oder Kopfhörer, dann drück auf Spielen.',
  'Cancelled. What was unfinished has been removed.': 'Abgebrochen. Unfertiges wurde entfernt.',
  'Interrupted: the work goes on from the last finished part.':
    'Unterbrochen: die Arbeit geht beim letzten fertigen Teil weiter.',
  'The track was removed, so its work ended.': 'Der Song wurde entfernt, also endete seine Arbeit.',
  'This stem is not there yet. Separate the song first, or wait until it is finished.':
    'Diesen Stem gibt es noch nicht. Trenne erst den Song, oder warte, bis er fertig ist.',
  'This song is only listed: there is no audio of it here yet. Attach a file to it, then try again.':
    'Dieser Song steht nur auf einer Liste: es gibt hier noch keinen Ton. Hänge eine Datei an und versuch es noch einmal.',
  'This song has its audio already: the file was not added.':
    'Dieser Song hat seinen Ton schon: die Datei wurde nicht hinzugefügt.',
  'An earlier step of this track failed. Mend that one first.':
    'Ein früherer Schritt dieses Songs ist gescheitert. Bring erst den in Ordnung.',
  'An outside service does not answer well just now. It is asked again by itself in a moment.':
    'Ein fremder Dienst antwortet gerade nicht gut. Er wird gleich von selbst wieder gefragt.',
  'A part of the app could not be loaded. Check the connection; reloading the page may help.':
    'Ein Teil der App ließ sich nicht laden. Prüfe die Verbindung; die Seite neu zu laden kann helfen.',
  'You are offline. It goes on when the connection is back.':
    'Du bist offline. Es geht weiter, sobald die Verbindung zurück ist.',
  'The receiver answered with status {status}. It is told again a few times by itself.':
    'Der Empfänger antwortete mit Status {status}. Er wird von selbst noch einige Male benachrichtigt.',
  'The receiver did not answer within 10 seconds. It is told again a few times by itself.':
    'Der Empfänger antwortete nicht innerhalb von 10 Sekunden. Er wird von selbst noch einige Male benachrichtigt.',
  'The proxy may not send to this address: only its owner can allow the host (HOOK_HOSTS). Then try again.':
    'Der Proxy darf an diese Adresse nichts senden: nur sein Besitzer kann den Host erlauben (HOOK_HOSTS). Versuch es dann noch einmal.',
  'Webhooks are sent through the app’s proxy, and none answers here. Run the app with its proxy, then try again.':
    'Webhooks gehen über den Proxy der App, und hier antwortet keiner. Starte die App mit ihrem Proxy, dann versuch es noch einmal.',
  'This webhook is paused. Resume it in Settings, then try again.':
    'Dieser Webhook ist angehalten. Setz ihn in den Einstellungen fort, dann versuch es noch einmal.',
  'This webhook was removed, so nothing is sent to it any more.':
    'Dieser Webhook wurde entfernt, also wird ihm nichts mehr gesendet.',
  'This is not an address for a webhook. Give one that begins with https:// or http://.':
    'Das ist keine Adresse für einen Webhook. Gib eine an, die mit https:// oder http:// beginnt.',
  'No proxy answers, so links cannot be looked up or downloaded. Give its address in Settings, Sources, or add lists and files.':
    'Kein Proxy antwortet, also lassen sich Links weder nachschlagen noch laden. Nenne seine Adresse in Einstellungen, Quellen, oder füge Listen und Dateien hinzu.',
  'The proxy answered something this app cannot read. Settings, Sources shows whether the two fit together.':
    'Der Proxy antwortete etwas, das diese App nicht lesen kann. Einstellungen, Quellen zeigt, ob die beiden zusammenpassen.',
  'The service asked to be left alone for a while. It is asked again by itself; nothing is lost.':
    'Der Dienst bat um eine Pause. Er wird von selbst wieder gefragt; nichts ist verloren.',
  'The service did not answer as it should. It is asked again; what came so far is kept.':
    'Der Dienst antwortete nicht, wie er sollte. Er wird wieder gefragt; was schon kam, bleibt.',
  'The service does not let this be read. For your own playlists, connect Spotify in Settings, Sources, or paste the list.':
    'Der Dienst lässt das nicht lesen. Für eigene Playlists verbinde Spotify in Einstellungen, Quellen, oder füge die Liste ein.',
  'The service knows nothing under this link. Check it, or attach a file.':
    'Der Dienst kennt unter diesem Link nichts. Prüfe ihn, oder hänge eine Datei an.',
  'No source can give this sound here. Set up a sidecar at home (Settings, Sources), or attach a file.':
    'Keine Quelle kann diesen Ton hier geben. Richte zu Hause einen eigenen Dienst ein (Einstellungen, Quellen), oder hänge eine Datei an.',
  'This source is not switched on at the proxy. Choose another, or attach a file.':
    'Diese Quelle ist am Proxy nicht eingeschaltet. Wähle eine andere, oder hänge eine Datei an.',
  'The program that fetches this is not installed where the proxy runs. Install it there, or attach a file.':
    'Das Programm, das dies holt, ist beim Proxy nicht installiert. Installiere es dort, oder hänge eine Datei an.',
  'This file is larger than the proxy lets through. Attach a smaller copy as a file.':
    'Diese Datei ist größer, als der Proxy durchlässt. Hänge eine kleinere Kopie als Datei an.',
  'What came is not audio, so it was thrown away. Choose another match, or attach a file.':
    'Was kam, ist kein Ton und wurde verworfen. Wähle einen anderen Treffer, oder hänge eine Datei an.',
  'The download was cut short. What came is kept, and it goes on from there where the source allows.':
    'Das Laden brach ab. Was kam, bleibt, und es geht dort weiter, wo die Quelle es erlaubt.',
  'What came has another length than the song, so it was thrown away. Choose another match, or attach a file.':
    'Was kam, ist anders lang als der Song und wurde verworfen. Wähle einen anderen Treffer, oder hänge eine Datei an.',
  'Spotify did not let the app in. Check the client ID and try again in Settings, Sources.':
    'Spotify ließ die App nicht ein. Prüfe die Client-ID und versuch es noch einmal in Einstellungen, Quellen.',
  'The connection to Spotify has ended. Connect again in Settings, Sources.':
    'Die Verbindung zu Spotify ist beendet. Verbinde neu in Einstellungen, Quellen.',
  'Something unexpected went wrong. What was finished is kept; try again.':
    'Etwas Unerwartetes ging schief. Fertiges ist erhalten; versuch es noch einmal.',
  'The device is out of storage: {need} MB are needed and {free} MB are free. Everything so far is kept: free some space, then go on.':
    'Der Speicher des Geräts ist voll: {need} MB werden gebraucht, {free} MB sind frei. Alles bisher ist erhalten: schaff Platz, dann mach weiter.',
  'The device is out of storage: {need} MB more are needed. Everything so far is kept: free some space, then go on.':
    'Der Speicher des Geräts ist voll: {need} MB mehr werden gebraucht. Alles bisher ist erhalten: schaff Platz, dann mach weiter.',
}
