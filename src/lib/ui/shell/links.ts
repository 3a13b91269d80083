import { resolve } from '$app/paths'

/** Addresses of the places, whatever folder the site is served from. */
export const links = {
  library: () => resolve('/'),
  queue: () => resolve('/queue'),
  settings: (section?: string) => resolve('/settings') + (section ? `#${section}` : ''),
  diagnostics: () => resolve('/diagnostics'),
  search: () => resolve('/search'),
  track: (trackId: string) => `${resolve('/')}track/${encodeURIComponent(trackId)}`,
}
