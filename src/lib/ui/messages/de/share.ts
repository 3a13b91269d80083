import type { Translation } from '../t.ts'

export const SHARE: Translation = {
  Share: 'Teilen',
  Received: 'Empfangen',
  'Share {title}': '{title} teilen',
  'The model is on this device.': 'Das Modell ist auf diesem Gerät.',
  'A model from somebody': 'Ein Modell von jemandem',
  'The first part is on its way. It plays as soon as it is here.':
    'Der erste Teil ist unterwegs. Er spielt, sobald er da ist.',
  'Paste the call that they send you': 'Füg den Ruf ein, den du bekommst',
  'Make the answer': 'Antwort machen',
  'Your answer: send it back to them': 'Deine Antwort: schick sie zurück',
  '1. Send this to the sender, who pastes it under “Connect by hand”':
    '1. Schick das an den Absender, der es unter „Von Hand verbinden“ einfügt',
  '2. Paste the answer that comes back': '2. Füg die Antwort ein, die zurückkommt',
  Connect: 'Verbinden',
  Copied: 'Kopiert',
  'Link to {title}': 'Link zu {title}',
  Copy: 'Kopieren',
  'QR code': 'QR-Code',
  'The link as a QR code': 'Der Link als QR-Code',
  'Sent so far': 'Bisher gesendet',
  'They see the same safety code: compare it where it matters.':
    'Die andere Seite sieht denselben Sicherheitscode: vergleicht ihn, wo es darauf ankommt.',
  'Stop sharing': 'Nicht mehr teilen',
  'Remove from the list': 'Aus der Liste nehmen',
  'The link is copied': 'Der Link ist kopiert',
  'Share this song': 'Diesen Song teilen',
  'Everything of it': 'Alles davon',
  'It goes straight from this browser to theirs, sealed on the way: no upload and no account. Keep the app open until they have it.':
    'Er geht direkt von diesem Browser in den anderen, unterwegs versiegelt: kein Hochladen, kein Konto. Lass die App offen, bis er dort ist.',
  'Original file': 'Originaldatei',
  'Mixer settings': 'Einstellungen des Mischpults',
  'How long': 'Wie lange',
  'For how many': 'Für wie viele',
  'Your name, as they see it': 'Dein Name, wie man ihn dort sieht',
  'Make a link': 'Link machen',
  '1 hour': '1 Stunde',
  '1 day': '1 Tag',
  '7 days': '7 Tage',
  'Until I stop it': 'Bis ich es beende',
  '1 person': '1 Person',
  '5 people': '5 Personen',
  Anybody: 'Alle',
  'This link is not whole': 'Dieser Link ist nicht vollständig',
  'Copy all of it, or scan the code again. What comes after # belongs to it.':
    'Kopier ihn ganz, oder scanne den Code noch einmal. Was nach # kommt, gehört dazu.',
  'The song comes straight from their browser, and it is not there just now. Ask them to open the app; it goes on by itself.':
    'Der Song kommt direkt aus dem anderen Browser, und der ist gerade nicht da. Bitte darum, die App zu öffnen; dann geht es von selbst weiter.',
  'Waiting for the sender': 'Wartet auf den Absender',
  'This cannot be received': 'Das lässt sich nicht empfangen',
  'Safety code': 'Sicherheitscode',
  Until: 'Bis',
  'The sender sees the same safety code. Nothing is kept until you take it.':
    'Der Absender sieht denselben Sicherheitscode. Nichts wird behalten, bis du es nimmst.',
  'Receive it': 'Empfangen',
  Receiving: 'Empfängt',
  'It is in your library, and plays without a network.':
    'Es ist in deiner Bibliothek und spielt auch ohne Netz.',
  'Waiting for the sender. What came is kept, and it goes on by itself.':
    'Wartet auf den Absender. Was kam, ist erhalten, und es geht von selbst weiter.',
  'It comes, and plays meanwhile.': 'Es kommt, und spielt derweil.',
  '{name}: all of it is here': '{name}: alles ist da',
  'Open the mixer': 'Mischpult öffnen',
  'Your networks do not let the two browsers reach each other. Try the same Wi-Fi, a phone’s hotspot, or without a VPN.':
    'Eure Netze lassen die beiden Browser nicht zueinander. Versucht dasselbe WLAN, den Hotspot eines Telefons, oder ohne VPN.',
  'The relay that introduces you does not answer. Check the connection, or connect by hand.':
    'Die Vermittlung, die euch bekannt macht, antwortet nicht. Prüf die Verbindung, oder verbinde von Hand.',
  'Connect by hand': 'Von Hand verbinden',
  Somebody: 'Jemand',
  'Shares of this song': 'Geteiltes von diesem Song',
  'Other shares': 'Anderes Geteiltes',
  Stopped: 'Beendet',
  'Not ready': 'Nicht bereit',
  'Run out': 'Abgelaufen',
  'Taken by everybody it was for': 'Von allen genommen, für die es war',
  Connecting: 'Verbindet',
  'Ready: it waits for whoever opens the link': 'Bereit: es wartet auf alle, die den Link öffnen',
  'The relay does not answer: the link waits, or connect by hand':
    'Die Vermittlung antwortet nicht: der Link wartet, oder verbinde von Hand',
  '{n} people are receiving': { one: '{n} Person empfängt', other: '{n} Personen empfangen' },
  'until you stop it': 'bis du es beendest',
  'until {date}': 'bis {date}',
  'For everybody who has the link, {until}': 'Für alle, die den Link haben, {until}',
  '{n} people': { one: '{n} Person', other: '{n} Personen' },
  'For {people}, {until}; taken by {taken}': 'Für {people}, {until}; genommen von {taken}',
  '{n} stems': { one: '{n} Stem', other: '{n} Stems' },
  'original file': 'Originaldatei',
  analysis: 'Analyse',
  'mixer settings': 'Einstellungen des Mischpults',
  'A song from somebody': 'Ein Song von jemandem',
  'The sender has stopped this share. What came so far is kept; ask them for a new link.':
    'Der Absender teilt das nicht mehr. Was bisher kam, ist erhalten; bitte um einen neuen Link.',
  'This share has run out. What came so far is kept; ask the sender for a new link.':
    'Das ist abgelaufen. Was bisher kam, ist erhalten; bitte den Absender um einen neuen Link.',
  'As many people as the sender allowed have taken this. Ask them for a new link.':
    'So viele, wie der Absender erlaubt hat, haben es genommen. Bitte um einen neuen Link.',
  'The sender has a newer version of the app. Reload this page to get it too, then try again.':
    'Der Absender hat eine neuere Fassung der App. Lade diese Seite neu, dann versuch es noch einmal.',
  'What the sender offers is nothing this app can read, so none of it was kept.':
    'Was angeboten wird, kann diese App nicht lesen, darum wurde nichts davon behalten.',
  'What came was not what had been announced, so it was thrown away and the sender is not asked again. Check who it is from.':
    'Was kam, war nicht, was angekündigt war. Es wurde weggeworfen, und der Absender wird nicht mehr gefragt. Sieh nach, von wem es ist.',
  'This link is not whole. Copy all of it, or scan the code again.':
    'Dieser Link ist nicht vollständig. Kopier ihn ganz, oder scanne den Code noch einmal.',
  'This is not the answer that belongs here. Copy all of it, from the one who was asked.':
    'Das ist nicht die Antwort, die hierher gehört. Kopier sie ganz, von dem, der gefragt wurde.',
  'What was to be shared is not here any more, or not finished.':
    'Was geteilt werden sollte, ist nicht mehr da oder nicht fertig.',
  'This is more than can be shared at once. Choose fewer parts of it.':
    'Das ist mehr, als auf einmal geteilt werden kann. Wähl weniger davon.',
  'A model': 'Ein Modell',
  'A share': 'Geteiltes',
  'Getting a share ready': 'Bereitet Geteiltes vor',
  'Getting it ready to be sent': 'Wird zum Senden bereit gemacht',
  'Receiving from another device': 'Empfängt von einem anderen Gerät',
  'Getting shares ready': 'Geteiltes vorbereiten',
  Shares: 'Geteiltes',
  'Got ready, and received': 'Vorbereitet und empfangen',
  'Shares, packed or arriving': 'Geteiltes, gepackt oder ankommend',
}
