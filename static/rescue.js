// A version whose own code does not start could never offer the next one: then whatever is newer takes over unasked.
;(() => {
  const workers = navigator.serviceWorker
  if (!workers) return
  const AGAIN = 'sfa-loaded-again'
  // A page that did not start by some accident of loading may do so the second time; there is no third.
  const again = () => {
    try {
      if (sessionStorage.getItem(AGAIN)) return
      sessionStorage.setItem(AGAIN, '1')
    } catch {
      return
    }
    location.reload()
  }
  const rescue = async () => {
    if ('started' in document.documentElement.dataset) return
    const registration = await workers.getRegistration()
    if (!registration) return
    workers.addEventListener('controllerchange', () => location.reload())
    const take = () => registration.waiting?.postMessage({ type: 'SKIP_WAITING' })
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', take))
    registration.installing?.addEventListener('statechange', take)
    take()
    await registration.update().catch(() => undefined)
    take()
    if (!registration.installing && !registration.waiting) again()
  }
  setTimeout(rescue, 5000)
})()
