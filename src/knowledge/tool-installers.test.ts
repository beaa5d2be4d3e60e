import { expect, it } from 'vitest';
import { isToolInstaller } from './tool-installers.ts';

it.each(['https://astral.sh/uv/install.sh', 'https://sh.rustup.rs', 'sh.rustup.rs', 'https://bun.sh/install?x=1'])(
  'knows %s',
  (address) => {
    expect(isToolInstaller(address)).toBe(true);
  },
);

it.each([
  'http://astral.sh/uv/install.sh',
  'https://sh.rustup.rs.evil.example',
  'https://bun.sh/installer-of-another',
  'https://evil.example/astral.sh/uv/install.sh',
  'https://raw.githubusercontent.com/acme/tool/main/install.sh',
])('does not know %s', (address) => {
  expect(isToolInstaller(address)).toBe(false);
});
