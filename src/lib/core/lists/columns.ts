import { plain, wordsOf } from '../match/plain.ts'

export type Column =
  | 'title'
  | 'artist'
  | 'album'
  | 'albumArtist'
  | 'genre'
  | 'duration'
  | 'durationMs'
  | 'isrc'
  | 'link'
  | 'trackNumber'
  | 'discNumber'
  | 'releaseDate'
  | 'coverUrl'
  | 'list'

/**
 * What columns are called, in English, German, French, Spanish, Italian and Portuguese; accents, case and signs do not count.
 * `tempo` is none of them: it is beats a minute, and not time. `/`-separated.
 */
const NAMES: Record<Column, string> = {
  title:
    'track name/title/song/song name/song title/track title/track/titel/lied/liedtitel/songtitel/songname/titelname/titre/titre du morceau/nom du titre/nom du morceau/morceau/chanson/titulo/cancion/nombre de la cancion/titulo de la cancion/tema/pista/nombre de la pista/titolo/brano/canzone/titolo brano/nome brano/nome del brano/musica/faixa/nome da musica/nome da faixa/titulo da musica',
  artist:
    'artist name s/artist names/artist name/artist/artists/artist s/performer/performers/band/track artist/track artists/song artist/kunstler/kunstlername/interpret/interpreten/kunstler in/artiste/artistes/nom de l artiste/nom de lartiste/interprete/artista/artistas/nombre del artista/nombre del artista s/nome dell artista/nome dellartista/artisti/nome artista/nome do artista/banda/cantante/cantor/uploader/creator/channel',
  album:
    'album name/album/album title/release/release title/record/albumname/albumtitel/nom de l album/nom de lalbum/nombre del album/disco/nome dell album/nome dellalbum/titolo album/nome do album',
  albumArtist:
    'album artist name s/album artist/album artist name/album artists/albumkunstler/albuminterpret/artiste de l album/artiste de lalbum/artista del album/artista dell album/artista dellalbum/artista do album',
  genre: 'genre/genres/artist genres/artist genre/album genres/style/genero/generos/genere/generi/stil',
  duration:
    'duration/length/time/time mm ss/duration s/duration sec/duration seconds/length s/dauer/lange/spieldauer/laufzeit/zeit/duree/duracion/durata/duracao/tiempo',
  durationMs:
    'track duration ms/duration ms/durationms/length ms/track duration/dauer ms/duree ms/duree du titre ms/duracion ms/duracion de la pista ms/durata ms/duracao ms/duracao da faixa ms/total time',
  isrc: 'isrc/isrc code/track isrc/isrc number',
  link: 'track uri/spotify uri/uri/spotify track uri/spotify track id/spotify id/track id/spotify url/track url/url/link/spotify link/song url/song link/href/youtube url/youtube link/video url/video id/web address/adresse/enlace/lien/collegamento/ligacao',
  trackNumber:
    'track number/track no/track nr/tracknumber/track num/track position/titelnummer/tracknummer/numero de piste/numero du morceau/numero de pista/numero traccia/numero di traccia/numero da faixa/numero de faixa',
  discNumber:
    'disc number/disk number/disc no/disc/cd number/discnumber/cd nummer/numero de disque/numero de disco/numero disco/numero do disco',
  releaseDate:
    'album release date/release date/album date/released/year/release year/veroffentlichungsdatum/erscheinungsdatum/erscheinungsjahr/jahr/annee/date de sortie/date de sortie de l album/ano/fecha de lanzamiento/fecha de lanzamiento del album/anno/data di uscita/data de lancamento',
  coverUrl:
    'album image url/image url/cover url/artwork/artwork url/album cover/cover/image/album art/thumbnail',
  list: 'playlist/playlist name/playlistname/wiedergabeliste/liste de lecture/lista de reproduccion/lista/nome della playlist/nome da playlist/nombre de la lista',
}

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([column, names]) =>
    names.split('/').map((name) => [name, column as Column] as const),
  ),
)

/** What a heading is compared by. */
const headingText = (heading: string) => wordsOf(plain(heading.slice(0, 80))).join(' ')

/** Columns by their place, the first of each kind; empty when the record is no heading. */
export function columnsOf(record: readonly string[]): Map<Column, number> {
  const columns = new Map<Column, number>()
  const headings = record.map(headingText)
  headings.forEach((heading, at) => {
    const column = BY_NAME.get(heading)
    if (column && !columns.has(column)) columns.set(column, at)
  })
  addName(columns, headings)
  const hasSong = columns.has('title') || columns.has('link') || columns.has('isrc')
  return hasSong && columns.size >= 2 ? columns : new Map()
}

/** A column `Name` is the playlist's beside a title of its own, else the title. */
function addName(columns: Map<Column, number>, headings: readonly string[]): void {
  const at = headings.findIndex(
    (heading) => heading === 'name' || heading === 'nom' || heading === 'nome' || heading === 'nombre',
  )
  if (at < 0) return
  const column = columns.has('title') ? 'list' : 'title'
  if (!columns.has(column)) columns.set(column, at)
}
