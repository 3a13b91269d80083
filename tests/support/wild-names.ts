import fc from 'fast-check'

/** What has led programs out of a folder, or into a device. */
const TRAPS = [
  ...[
    '..',
    '.',
    '...',
    '../../etc/passwd',
    '..\\..\\windows',
    '....//....//',
    '..;/',
    '/etc/passwd',
    '\\\\host\\share',
  ],
  ...[
    'C:\\x',
    'C:x',
    '%2e%2e%2f',
    '..%c0%af',
    '%252e%252e%255c',
    '..\u2215..',
    '\uff0e\uff0e\uff0f',
    'file:///etc',
  ],
  ...['CON', 'nul.txt', 'COM1', 'LPT9.', 'com¹', 'CONIN$', 'aux ', 'prn.tar.gz', 'NUL .txt', 'clock$'],
  ...['x:y', 'x::$DATA', 'a.', 'a ', '. a', '~', '-rf', '$(id)', '`id`', '%TEMP%', 'desktop.ini'],
  ...[
    '\u200b',
    'a\u200d\u0301',
    '\ufeff',
    '\u202egnp',
    '\ud800',
    'e\u0301',
    '\u0000',
    'a\u0000.wav',
    'a\nb',
    '\u2028',
    '\u3000',
  ],
  ...['ﬁ', 'İ', 'ß', 'Å', 'Ω', '가', '👩‍👩‍👧', '{title}', '{', '}', '[ ]', '( - )', ' - '],
  ...['x'.repeat(300), 'ö'.repeat(300), '夜'.repeat(200), '../'.repeat(40)],
]

/** Text that no file system should be trusted with, beside any other, alone and in parts. */
export const wildName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(...TRAPS),
  fc
    .array(fc.oneof(fc.constantFrom(...TRAPS), fc.string({ unit: 'grapheme', maxLength: 8 })), {
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
)

const DEVICE = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$)$/i

/** Whether Windows, macOS, Linux and Android all take it as one part of a path, and as it is. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    name === name.normalize('NFC') &&
    !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:|"<>*?]/u.test(name) &&
    !/^[. ]|[. ]$/.test(name) &&
    !DEVICE.test(name.split('.')[0]?.trim() ?? '') &&
    new TextEncoder().encode(name).length <= 255
  )
}
