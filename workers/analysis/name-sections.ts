import type { SectionType } from '#lib/core/domain/analysis-detail.ts'
import type { HeardSection } from '#lib/core/dsp/analysis/sections.ts'

/** Names by place, repetition and energy: the loudest group that returns is the chorus. */
export function typesOf(heard: readonly HeardSection[], energy: readonly number[]): SectionType[] {
  if (heard.length === 1) return ['intro']
  const groups = [...new Set(heard.map(({ group }) => group))]
  const means = groups.map((group) => {
    const own = heard.flatMap((one, i) => (one.group === group ? [energy[i] ?? 0] : []))
    return { group, count: own.length, energy: own.reduce((a, b) => a + b, 0) / own.length }
  })
  const returning = means.filter(({ count }) => count > 1).sort((a, b) => b.energy - a.energy)
  const chorus = (returning[0] ?? means.toSorted((a, b) => b.energy - a.energy)[0])?.group
  const isAlone = (group: number) => means.find((one) => one.group === group)?.count === 1
  return heard.map(({ group }, i): SectionType => {
    if (group === chorus) return 'chorus'
    const edge = edgeType(i, heard.length, energy[i] ?? 0)
    return edge ?? innerType(heard, energy, i, chorus, isAlone(group))
  })
}

function edgeType(i: number, count: number, level: number): SectionType | null {
  if (level >= 0.6) return null
  if (i === 0) return 'intro'
  return i === count - 1 ? 'outro' : null
}

function innerType(
  heard: readonly HeardSection[],
  energy: readonly number[],
  i: number,
  chorus: number | undefined,
  isAlone: boolean,
): SectionType {
  const level = energy[i] ?? 0
  const rises = level > (energy[i - 1] ?? 1) && level > 0.5
  if (heard[i + 1]?.group === chorus && rises) return 'pre_chorus'
  if (level < 0.25 && i > 0) return 'breakdown'
  return isAlone && i > heard.length / 2 ? 'bridge' : 'verse'
}
