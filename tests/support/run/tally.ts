/** What a step of `npm test` has to say. */
export interface Tally {
  passed: number
  failed: number
  /** By name: nothing is left out silently. */
  skipped: string[]
  /** Passed at a second try only: by name, to be looked into. */
  unsteady: string[]
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: [], unsteady: [] }

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: [...all.skipped, ...one.skipped],
      unsteady: [...all.unsteady, ...one.unsteady],
    }),
    NOTHING,
  )
}

/** A tool that only says yes or no counts as one. */
export function ofTool(ok: boolean): Tally {
  return { ...NOTHING, passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

interface VitestReport {
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

/** A file that could not even be loaded has no tests of its own, and counts as one that failed. */
export function ofVitest(report: VitestReport, ok: boolean): Tally {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const failed = tests.filter((test) => test.status === 'failed').length
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return atLeastOneFailed(ok, {
    ...NOTHING,
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failed + unloaded,
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  })
}

interface PlaywrightSuite {
  title: string
  suites?: PlaywrightSuite[]
  specs: { title: string; tests: { status: string }[] }[]
}

interface PlaywrightReport {
  suites: PlaywrightSuite[]
  errors: unknown[]
}

/** A journey that passed at its second try has passed, and is named. */
export function ofPlaywright(report: PlaywrightReport, ok: boolean): Tally {
  const walk = (suite: PlaywrightSuite): { name: string; status: string }[] => [
    ...suite.specs.flatMap((spec) =>
      spec.tests.map((test) => ({ name: `${suite.title} > ${spec.title}`, status: test.status })),
    ),
    ...(suite.suites ?? []).flatMap(walk),
  ]
  const tests = report.suites.flatMap(walk)
  const having = (...states: string[]) => tests.filter((test) => states.includes(test.status))
  return atLeastOneFailed(ok, {
    passed: having('expected', 'flaky').length,
    failed: having('unexpected').length + report.errors.length,
    skipped: having('skipped').map((test) => test.name),
    unsteady: having('flaky').map((test) => test.name),
  })
}

/** Each trial of a campaign counts as one. */
export function ofCampaign(report: { count: number; losses: unknown[] }, ok: boolean): Tally {
  const failed = report.losses.length
  return atLeastOneFailed(ok, { ...NOTHING, passed: report.count - failed, failed })
}

/** A runner that ends badly without naming a test (a crash, a leaked error) is not lost in the sum. */
function atLeastOneFailed(ok: boolean, tally: Tally): Tally {
  return !ok && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}
