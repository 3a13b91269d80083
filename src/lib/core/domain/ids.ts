/** Row keys are UUIDs; the types keep one kind from being passed for another. */
export type TrackId = string & { readonly kind?: 'track' }
export type JobId = string & { readonly kind?: 'job' }
export type AlbumId = string & { readonly kind?: 'album' }
export type SeparationId = string & { readonly kind?: 'separation' }
