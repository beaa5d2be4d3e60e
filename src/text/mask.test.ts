import { describe, expect, it } from 'vitest';
import { maskCredentials } from './mask.ts';

describe('maskCredentials', () => {
  it.each([
    ['https://u:pw@files.example/a', 'https://***@files.example/a'],
    ['git+ssh://git@code.example/a@v1', 'git+ssh://***@code.example/a@v1'],
    [
      'x @ https://u:p@w@files.example, y @ ftp://t@b.example',
      'x @ https://***@files.example, y @ ftp://***@b.example',
    ],
    ['https://files.example/@scope/a', 'https://files.example/@scope/a'],
    ['https://files.example?q=a@b', 'https://files.example?***'],
    ['https://files.example/simple?token=abc#x', 'https://files.example/simple?***#x'],
    ['https://files.example/a?b', 'https://files.example/a?b'],
    ['https://u:p/w#x?y@files.example/a', 'https://***@files.example/a'],
    ['https://files.example:8443/@scope/a', 'https://files.example:8443/@scope/a'],
    ['https:/u:p@files.example', 'https:/***@files.example'],
    ['https:\\\\u:p@files.example', 'https:\\\\***@files.example'],
    ['//u:p@files.example', '//***@files.example'],
    ['pkg:npm/%40acme/x@1.0.0', 'pkg:npm/%40acme/x@1.0.0'],
    ['://@', '://***@'],
    ['no address, a@b', 'no address, a@b'],
  ])('%s', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });

  it('is linear', () => {
    const long = '://a'.repeat(50_000);
    expect(maskCredentials(`${long}@x`)).toContain('***@x');
  });
});
