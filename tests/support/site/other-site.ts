import { createServer } from 'node:http'

/** A page that opens the app's door and keeps what it hears in `window.heard`. */
const page = (site: string) => `<!doctype html><title>Another site</title>
<button>Open</button>
<script>
  window.heard = []
  let port = null
  addEventListener('message', (event) => {
    if (event.origin !== ${JSON.stringify(site)} || event.data?.type !== 'sfa:door') return
    const { port1, port2 } = new MessageChannel()
    port = port1
    port.onmessage = ({ data }) => {
      heard.push(data)
      if (data.type === 'sfa:ready') port.postMessage({ type: 'subscribe', topic: 'jobs' })
    }
    event.source.postMessage({ type: 'sfa:connect', version: 1 }, event.origin, [port2])
  })
  document.querySelector('button').onclick = () => open(${JSON.stringify(`${site}/door`)}, 'door', 'width=500,height=500')
  window.sayNonsense = () => port.postMessage({ type: 'delete', everything: true })
</script>`

export interface OtherSite {
  origin: string
  close(): Promise<void>
}

/** A site of another origin, for what crosses between origins. */
export async function startOtherSite(site: string): Promise<OtherSite> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page(site))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
