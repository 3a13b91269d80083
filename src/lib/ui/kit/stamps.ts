import { mount, type Component } from 'svelte'

type Icon = Component<{ size: number }>

const drawn = new Map<Icon, Map<number, Element>>()

/** A copy of the icon, `size` px wide. It is drawn once: in long lists that costs more than all else in a row. */
export function stamped(icon: Icon, size: number): Node {
  const sizes = drawn.get(icon) ?? new Map<number, Element>()
  drawn.set(icon, sizes)
  const known = sizes.get(size)
  if (known) return known.cloneNode(true)
  const target = document.createElement('div')
  mount(icon, { target, props: { size } })
  const [fresh] = target.children
  if (!fresh) return document.createTextNode('')
  sizes.set(size, fresh)
  return fresh.cloneNode(true)
}
