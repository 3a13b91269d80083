import adapter from '@sveltejs/adapter-static'
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

/**
 * Lucide's icons as the markup that they are. Their own component puts each together anew from lists, and a page with twenty of them
 * waits longer for that than for everything else on it.
 *
 * @type {import('svelte/compiler').PreprocessorGroup}
 */
const plainIcons = {
  name: 'plain-icons',
  markup({ content, filename = '' }) {
    if (!/@lucide\/svelte\/dist\/icons\//.test(filename.replaceAll('\\', '/'))) return
    const data = /const iconData = (\{.*\});/.exec(content)?.[1]
    if (!data) throw new Error(`${filename} does not say what it draws as it used to`)
    const shapes = JSON.parse(data).node.map(([tag, attributes]) => {
      const all = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)
      return `<${tag} ${all.join(' ')} />`
    })
    return {
      code: `<script>let { size = 24, strokeWidth = 2, fill = 'none' } = $props()</script>
<svg viewBox="0 0 24 24" width={size} height={size} {fill} stroke="currentColor" stroke-width={strokeWidth}
  stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes.join('')}</svg>`,
    }
  },
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: [plainIcons, vitePreprocess()],
  kit: {
    // Every page is drawn in the browser from its own database: one shell answers every address.
    adapter: adapter({ fallback: '200.html' }),
    serviceWorker: { register: false },
    output: { preloadStrategy: 'modulepreload' },
    typescript: {
      config: (config) => ({ ...config, include: [...config.include, '../models/**/*.ts'] }),
    },
  },
}
