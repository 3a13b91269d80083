// Runs before everything else.
;(() => {
  // Nobody who chose the light theme sees a dark flash. `ui/shell/theme.ts` keeps the key.
  let theme = null
  try {
    theme = localStorage.getItem('sfa-theme')
    // SvelteKit reads these as JSON, and an error thrown while its script begins has the browser parse all of that once more.
    for (const key of ['sveltekit:scroll', 'sveltekit:snapshot']) sessionStorage[key] ??= '{}'
  } catch {
    // Storage is blocked: follow the system.
  }
  if (theme !== 'dark' && theme !== 'light') {
    theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  }
  document.documentElement.dataset.theme = theme
})()
