import type { Config } from '../config/config.ts'
import type { Secrets } from '../config/secrets.ts'
import type { Outside } from '../outbound/outside.ts'
import { createAudius } from './audius.ts'
import type { Catalogue } from './catalogue.ts'
import { createDeezer } from './deezer.ts'
import { createInternetArchive } from './internet-archive.ts'
import { createItunes } from './itunes.ts'
import { createJamendo } from './jamendo.ts'
import { createMusicBrainz } from './musicbrainz.ts'
import { createSpotify, type SpotifyCatalogue } from './spotify/spotify.ts'
import { createYouTube } from './youtube.ts'

export interface Catalogues {
  spotify: SpotifyCatalogue
  all: readonly Catalogue[]
}

export interface CataloguesDeps {
  config: Config
  outside: Outside
  secrets: Secrets
  now(): number
  /** Requests may wait for each other's answers; not on Workers. */
  joins: boolean
}

/** Every catalogue there is, in the order in which they are asked. A new one is added here and in the contract. */
export function createCatalogues({ config, outside, secrets, now, joins }: CataloguesDeps): Catalogues {
  const spotify = createSpotify({ outside, now, joins, config, hide: secrets.hide })
  return {
    spotify,
    all: [
      spotify,
      createDeezer({ outside }),
      createItunes({ outside }),
      createMusicBrainz({ outside }),
      createYouTube({ outside, key: config.youtubeKey }),
      createInternetArchive({ outside }),
      createAudius({ outside }),
      createJamendo({ outside, clientId: config.jamendoId }),
    ],
  }
}
