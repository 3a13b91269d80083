import { describe, expect, it } from 'vitest'
import { brokenLaw, isHomeless } from './law.ts'

const value = (from: string, to: string) => brokenLaw({ from, to, typeOnly: false })
const type = (from: string, to: string) => brokenLaw({ from, to, typeOnly: true })

describe('the law of imports', () => {
  it.each([
    ['src/lib/core/dsp/fft.ts', 'src/lib/core/domain/track.ts'],
    ['src/lib/core/domain/track.ts', 'src/lib/platform/blobs/blob-store.ts'],
    ['models/card.ts', 'src/lib/core/domain/track.ts'],
    ['workers/audio/read.ts', 'workers/separation/run.ts'],
    ['workers/audio/read.ts', 'src/lib/platform/storage/rows.ts'],
    ['src/lib/platform/net/get.ts', 'src/lib/platform/blobs/blob-store.ts'],
    ['src/lib/platform/net/get.ts', 'workers/audio/import.worker.ts'],
    ['src/lib/platform/engines/host.ts', 'workers/audio/contract.ts'],
    ['src/lib/platform/net/get.ts', 'src/lib/work/registry.ts'],
    ['src/lib/work/queue/run.ts', 'src/lib/app/app.ts'],
    ['src/lib/work/queue/run.ts', 'workers/audio/read.ts'],
    ['src/lib/app/door.ts', 'src/lib/ui/shell/app-context.ts'],
    ['src/lib/ui/queue/pill.svelte', 'src/lib/platform/storage/rows.ts'],
    ['src/routes/+page.svelte', 'src/lib/work/registry.ts'],
    ['src/service-worker/index.ts', 'src/lib/platform/storage/rows.ts'],
    ['proxy/app.ts', 'src/lib/platform/net/get.ts'],
    ['src/lib/core/domain/track.ts', 'tests/support/sfa-data.ts'],
  ])('forbids %s to import %s', (from, to) => {
    expect(value(from, to)).not.toBeNull()
  })

  it.each([
    ['src/lib/core/links/spotify.ts', 'src/lib/core/domain/track.ts'],
    ['workers/audio/read.ts', 'src/lib/platform/blobs/blob-store.ts'],
    ['workers/audio/read.ts', 'workers/kit/serve.ts'],
    ['src/service-worker/index.ts', 'src/lib/platform/blobs/blob-store.ts'],
    ['src/lib/platform/engines/host.ts', 'workers/audio/import.worker.ts'],
    ['src/lib/work/tasks/separate.ts', 'src/lib/platform/storage/rows.ts'],
    ['src/lib/app/compose.ts', 'src/lib/work/registry.ts'],
    ['src/routes/+layout.svelte', 'src/lib/app/compose.ts'],
    ['src/lib/platform/net/get.test.ts', 'src/lib/platform/blobs/blob-store.ts'],
    ['src/lib/core/dsp/fft.ts', 'node_modules/valibot/dist/index.js'],
  ])('allows %s to import %s', (from, to) => {
    expect(value(from, to)).toBeNull()
  })

  it('lets a contract cross as a type only', () => {
    expect(type('src/lib/platform/engines/host.ts', 'workers/audio/contract.ts')).toBeNull()
    expect(type('src/lib/platform/engines/host.ts', 'workers/audio/read.ts')).not.toBeNull()
  })

  it('knows a file that lies on no floor', () => {
    expect(isHomeless('src/lib/utils.ts')).toBe(true)
    expect(isHomeless('src/lib/core/domain/track.ts')).toBe(false)
  })
})
