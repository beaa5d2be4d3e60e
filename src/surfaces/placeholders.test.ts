import { describe, expect, it } from 'vitest';
import { isPlaceholder, isPlaceholderAddress } from './placeholders.ts';

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
    'my_awesome_lib',
    '@my-org/tool',
    'your-anything-at-all',
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
    'my-agent-helper',
    'the-answer',
    'some-evil-tool',
    'test-utils',
    '@my-evil/tool',
    '__proto__',
    'constructor',
  ])('%s is a name', (name) => {
    expect(isPlaceholder(name)).toBe(false);
  });
});

describe('isPlaceholderAddress', () => {
  it.each([
    'https://<your-registry>/simple',
    'https://%3Cuser%3E.example/x',
    'https://your-registry.example/simple',
    'https://npm.your-company.example',
    'https://github.com/your-org/tools',
    'git@github.com:YOUR_NAME/tools.git',
    'https://github.com/username/tools',
    'https://$HOST/simple',
  ])('%s stands for any address', (address) => {
    expect(isPlaceholderAddress(address)).toBe(true);
  });

  it.each([
    'https://pypi.acme.example/simple',
    'https://mysql.example/x',
    'https://yourbase.example',
    'x'.repeat(100_000),
  ])('%.40s is an address', (address) => {
    expect(isPlaceholderAddress(address)).toBe(false);
  });
});
