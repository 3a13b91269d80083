import { expect, it } from 'vitest'
import { downloadText, takesFilesOut } from './drag-out.ts'

const chromium = [{ brand: 'Not;A=Brand' }, { brand: 'Chromium' }]

it('files leave the page where the browser takes them to a desktop, and nowhere else', () => {
  expect(takesFilesOut({ brands: chromium, platform: 'Windows' })).toBe(true)
  expect(takesFilesOut({ brands: chromium, platform: 'macOS' })).toBe(true)
  expect(takesFilesOut({ brands: chromium, platform: 'Linux' })).toBe(false)
  expect(takesFilesOut({ brands: [{ brand: 'Other' }], platform: 'Windows' })).toBe(false)
  expect(takesFilesOut({})).toBe(false)
})

it('a colon in a name does not end it', () => {
  expect(downloadText('audio/wav', 'A: B.wav', 'blob:x')).toBe('audio/wav:A- B.wav:blob:x')
})
