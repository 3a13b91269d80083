// Runs before the first paint, so that nobody who chose the light theme sees a dark flash. `ui/shell/theme.ts` keeps the key.
;(() => {
  let theme = null
  try {
    theme = localStorage.getItem('sfa-theme')
  } catch {
    // Storage is blocked: follow the system.
  }
  if (theme !== 'dark' && theme !== 'light') {
    theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  }
  document.documentElement.dataset.theme = theme
})()
