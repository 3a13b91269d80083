/** Under this address the songs that a person likes are known here; Spotify has no page of its own for them. */
export const LIKED_LINK = 'https://open.spotify.com/collection/tracks'
export const listLink = (id: string): string =>
  id === 'liked' ? LIKED_LINK : `https://open.spotify.com/playlist/${id}`
