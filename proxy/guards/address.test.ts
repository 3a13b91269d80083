import { describe, expect, it } from 'vitest'
import { isPublicAddress, literalAddress } from './address.ts'

describe('a public address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450:4001:830::200e'])('is %s', (text) => {
    expect(isPublicAddress(text)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.31.255.254',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '168.63.129.16',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:8.8.8.8',
    '::8.8.8.8',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::808:808',
    '2002:808:808::1',
    '2001:0:53aa:64c::1',
    '2001:db8::1',
    '3fff::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '2a00:1450::5efe:7f00:1',
    'nonsense',
    '',
  ])('is never %s', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })

  it('is read from a host with brackets', () => {
    expect(literalAddress('[::1]')).toBe('::1')
    expect(literalAddress('example.com')).toBeNull()
  })
})
