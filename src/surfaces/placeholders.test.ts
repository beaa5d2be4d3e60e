import { describe, expect, it } from 'vitest';
import { isPlaceholder } from './placeholders.ts';

describe('isPlaceholder', () => {
  it.each([
    '<package>',
    '[package]',
    '{name}',
    '$PACKAGE',
    'PACKAGE_NAME',
    'package-name',
    'package_name',
    'your-package',
    'your_package',
    'my-package',
    'some-package',
    '@scope/name',
    '@your-org/tool',
    '@acme/package-name',
    'foo',
    '...',
  ])('%s stands for any name', (name) => {
    expect(isPlaceholder(name)).toBe(true);
  });

  it.each([
    'requests',
    'left-pad',
    '@types/node',
    'packaging',
    'foobarlib',
    'PyYAML',
    'Flask',
    'package-json',
    'mypy',
    '__proto__',
    'constructor',
  ])('%s is a name', (name) => {
    expect(isPlaceholder(name)).toBe(false);
  });
});
