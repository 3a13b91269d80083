import { describe, expect, it } from 'vitest'
import { ofCampaign, ofPlaywright, ofTool, ofVitest, sum } from './tally.ts'

const test = (fullName: string, status: string) => ({ fullName, status })

describe('the sum of a run', () => {
  it('counts every test once and names the skipped', () => {
    const report = {
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [test('a', 'passed'), test('b', 'failed')] },
        { name: 'b.test.ts', status: 'passed', assertionResults: [test('c', 'skipped')] },
      ],
    }
    expect(ofVitest(report, false)).toEqual({ passed: 1, failed: 1, skipped: ['c'], unsteady: [] })
  })

  it('counts a file that could not be loaded, and a crash that names no test', () => {
    const unloaded = { testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }] }
    expect(ofVitest(unloaded, false).failed).toBe(1)
    expect(ofVitest({ testResults: [] }, false).failed).toBe(1)
    expect(ofVitest({ testResults: [] }, true).failed).toBe(0)
  })

  it('looks into every suite of the journeys', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
    const inner = { title: 'inner', specs: [spec('y', 'flaky'), spec('z', 'skipped')] }
    const report = {
      suites: [{ title: 'outer', specs: [spec('x', 'expected')], suites: [inner] }],
      errors: [],
    }
    expect(ofPlaywright(report, true)).toEqual({
      passed: 2,
      failed: 0,
      skipped: ['inner > z'],
      unsteady: ['inner > y'],
    })
  })

  it('counts the deaths of a campaign', () => {
    expect(ofCampaign({ count: 20, losses: [{}] }, false)).toMatchObject({ passed: 19, failed: 1 })
    expect(ofCampaign({ count: 20, losses: [] }, false)).toMatchObject({ passed: 20, failed: 1 })
  })

  it('adds up', () => {
    const all = sum([ofTool(true), ofTool(false), { passed: 3, failed: 0, skipped: ['s'], unsteady: ['u'] }])
    expect(all).toEqual({ passed: 4, failed: 1, skipped: ['s'], unsteady: ['u'] })
  })
})
