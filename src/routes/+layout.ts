import { speakAsBefore } from '#lib/ui/messages/language.svelte.ts'

// Every page is drawn from the browser's own database, so there is nothing to render on a server.
export const ssr = false
export const prerender = false
export const trailingSlash = 'never'

/** Nothing is drawn before its language is there. */
export const load = speakAsBefore
