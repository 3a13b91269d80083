/**
 * What the service worker answers under an address of this site, as a `Blob`: the browser keeps it, on disk where it is large, and the page
 * holds nothing of it. null where it gives none.
 */
export async function servedFile(address: string): Promise<Blob | null> {
  try {
    const response = await fetch(address)
    return response.ok ? await response.blob() : null
  } catch {
    // No service worker yet and no network: there is no such file.
    return null
  }
}
