import { createSubscriber } from 'svelte/reactivity'

// Canvases do not follow CSS by themselves: whoever draws one reads this first.
const subscribe = createSubscriber((update) => {
  const observer = new MutationObserver(update)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
})

/** The theme on screen; an effect that reads it runs again when it changes. */
export function themeNow(): string {
  subscribe()
  return document.documentElement.dataset['theme'] ?? 'dark'
}
