import type { Translation } from '../t.ts'

/** Installation and what the system hands over. */
export const SYSTEM: Translation = {
  'Install it as an app': 'Als App installieren',
  'It gets a window and an icon of its own, opens sound files from your system, and takes what other apps share. Browsers keep the library of an installed app longer, too.':
    'Sie bekommt ein eigenes Fenster und Symbol, öffnet Tondateien aus deinem System und nimmt an, was andere Apps teilen. Auch behalten Browser die Bibliothek einer installierten App länger.',
  Install: 'Installieren',
  'Installed: this is a window of its own.': 'Installiert: Dies ist ein eigenes Fenster.',
  'Install as an app': 'Als App installieren',
  'desktop home screen pwa': 'desktop startbildschirm pwa app',
}
