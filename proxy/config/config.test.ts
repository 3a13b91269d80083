import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import { createSecrets } from './secrets.ts'

const here = { version: '1', loopback: true }
const anywhere = { version: '1', loopback: false }

describe('the settings', () => {
  it('need none', () => {
    expect(readConfig({}, here)).toMatchObject({
      spotify: null,
      sidecar: null,
      commands: [],
      embedPages: false,
    })
    expect(readConfig({ SPOTIFY_CLIENT_ID: ' ', HOME: '/root' }, here).spotify).toBeNull()
  })

  it('are careful where everyone can reach the proxy', () => {
    expect(readConfig({}, anywhere)).toMatchObject({
      hookHosts: null,
      rate: { metadata: 120, audio: 60, hook: 10 },
    })
    expect(readConfig({}, here)).toMatchObject({ hookHosts: 'public' })
    expect(readConfig({ HOOK_HOSTS: 'a.example, http://localhost:9' }, anywhere).hookHosts).toHaveLength(2)
  })

  it.each([
    ['APP_ORIGIN', 'https://app.example/path'],
    ['APP_ORIGIN', '*'],
    ['SIDECAR_URL', 'nowhere'],
    ['COMMAND_SOURCE', 'rm'],
    ['RATE_AUDIO', '-1'],
    ['AUDIO_MAX_MB', '1e9'],
    ['LOG_LEVEL', 'loud'],
  ])('that are wrong are named, not shown: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value }, here)).toThrow(new RegExp(name))
    expect(() => readConfig({ [name]: value }, here)).not.toThrow(value.replaceAll(/[*.?]/g, '\\$&'))
  })

  it('of Spotify belong together', () => {
    expect(() => readConfig({ SPOTIFY_CLIENT_ID: 'abcdefgh' }, here)).toThrow(/belong together/)
  })
})

describe('a secret', () => {
  const secret = 'canary/5c+9e=1"&ä'
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ]

  it.each(forms)('is put out of every text as %s', (form) => {
    const clean = createSecrets([secret]).scrub(`before ${form} after`)
    expect(clean).toContain('[hidden]')
    expect(clean).not.toContain(form)
  })

  it('that came later is put out too', () => {
    const secrets = createSecrets([null])
    expect(secrets.scrub('token-1234567')).toBe('token-1234567')
    secrets.hide('token-1234567')
    expect(secrets.scrub('a token-1234567 b')).toBe('a [hidden] b')
  })

  it('is in no line of the log', () => {
    const lines: string[] = []
    const log = createLog(
      'info',
      createSecrets([secret]),
      (line) => lines.push(line),
      () => 0,
    )
    log('error', 'x', { what: `it was ${secret}` })
    log('debug', 'not asked for')
    expect(lines).toEqual([
      '{"at":"1970-01-01T00:00:00.000Z","level":"error","event":"x","what":"it was [hidden]"}',
    ])
  })
})
