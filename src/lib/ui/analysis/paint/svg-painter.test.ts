import { describe, expect, it } from 'vitest'
import { boundsOf, columnsOf, niceTicks } from './scale.ts'
import { SvgPainter } from './svg-painter.ts'

describe('a picture as SVG', () => {
  it('is one document whose words cannot become markup', () => {
    const painter = new SvgPainter(() => 'data:,')
    painter.text('<b>&"', 1, 2, { color: '#fff' })
    painter.line([0, 0, 1, 1, NaN, NaN, 2, 2, 3, 3], { color: '#fff' })
    const svg = painter.document(100, 50, 'A < B')
    expect(svg).toContain('<title>A &lt; B</title>')
    expect(svg).toContain('&lt;b&gt;&amp;&quot;')
    expect(svg).toContain('d="M0 0L1 1M2 2L3 3"')
    expect(svg.match(/<svg/g)).toHaveLength(1)
  })
})

describe('an axis', () => {
  it('has few values, all of them plain', () => {
    expect(niceTicks(-40, 0, 5)).toEqual([-40, -30, -20, -10, 0])
    expect(niceTicks(0.1, 0.62, 6)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    expect(niceTicks(117.2, 120.9, 3)).toEqual([118, 120])
    expect(niceTicks(5, 5, 4)).toEqual([])
  })

  it('knows its bounds and means in spite of what is not known', () => {
    expect(boundsOf([NaN, 3, -Infinity, -2])).toEqual({ low: -2, high: 3 })
    expect(boundsOf([NaN])).toBeNull()
    expect([...columnsOf([1, 3, NaN, NaN, 5, NaN], 3)]).toEqual([2, NaN, 5])
    expect([...columnsOf([1, 2], 4)]).toEqual([1, 1, 2, 2])
  })
})
