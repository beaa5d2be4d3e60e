import { expect, it } from 'vitest';
import { unknownValue } from '../surfaces/templates.ts';
import { isPlatformValue, restoreExpressions } from './platform-values.ts';

const expression = (text: string) => `\${{${text}}}`;

it.each([
  [' secrets.PIP_INDEX_URL ', ' secrets.PIP_INDEX_URL ', true],
  ['vars.IDX', ' vars.IDX ', true],
  [' matrix.index ', ' matrix.index ', false],
  [' inputs.index ', ' inputs.index ', false],
])('an unknown value is shown as %s', (inside, shown, isPlatform) => {
  const value = unknownValue(expression(inside));
  expect(restoreExpressions(`the index ${value}/simple and ${value}`)).toBe(
    `the index ${expression(shown)}/simple and ${expression(shown)}`,
  );
  expect(isPlatformValue(value)).toBe(isPlatform);
});

it.each(['$INDEX', `\${INDEX}`, `\${_secrets_}`, `https://pypi.example/\${__secrets_A__}`, '__secrets_A__'])(
  '%s alone is no address of the platform',
  (url) => {
    expect(isPlatformValue(url)).toBe(false);
  },
);

it('what is no such value stays as it is, in linear time', () => {
  for (const text of [`\${INDEX}`, `\${_secrets____}`, `\${__github_workspace__}`])
    expect(restoreExpressions(text)).toBe(text);
  expect(restoreExpressions(`\${_secrets_`.repeat(50_000))).toHaveLength(11 * 50_000);
});
