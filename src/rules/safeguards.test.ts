import { describe, expect, it } from 'vitest';
import type { Safeguard } from '../model/dependency.ts';
import { findWeakening, sayChange } from './safeguards.ts';

const set = (strength: number, byDefault: number): Safeguard => ({
  setting: 'minimumReleaseAge',
  value: String(strength),
  guard: 'release-age',
  strength,
  byDefault,
  location: { path: 'pnpm-workspace.yaml', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
});

it.each([
  ['set below the default', undefined, set(0, 1440), 1440, 0],
  ['lowered', set(2880, 1440), set(60, 1440), 2880, 60],
  ['taken away, the default is weaker', set(2880, 1440), undefined, 2880, 1440],
] as const)('is weaker: %s', (_, before, after, from, to) => {
  const subject = { ...(before && { before }), ...(after && { after }) };
  expect(findWeakening(subject)).toEqual({ safeguard: after ?? before, from, to });
});

it.each([
  ['set to the default', undefined, set(1440, 1440)],
  ['set above the default', undefined, set(2880, 1440)],
  ['raised', set(60, 1440), set(1440, 1440)],
  ['taken away, the default is stronger', set(60, 1440), undefined],
  ['taken away, the default is as strong', set(1440, 1440), undefined],
  ['nothing', undefined, undefined],
] as const)('is not weaker: %s', (_, before, after) => {
  expect(findWeakening({ ...(before && { before }), ...(after && { after }) })).toBeUndefined();
});

describe('sayChange', () => {
  const set = (setting: string, value: string) => ({
    setting,
    value,
    guard: 'transport' as const,
    strength: 0,
    byDefault: 1,
    location: { path: 'x', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
  });
  it.each([
    [{ after: set('strict-ssl', 'false') }, 'sets "strict-ssl" to "false"'],
    [
      { before: set('strict-ssl', 'true'), after: set('strict-ssl', 'false') },
      'sets "strict-ssl" to "false" instead of "true"',
    ],
    [{ before: set('strict-ssl', 'true') }, 'no longer sets "strict-ssl" to "true"'],
    [{ after: set('trusted-host a.example', 'a.example') }, 'adds "a.example" to "trusted-host"'],
    [{ before: set('trusted-host a.example', 'a.example') }, 'takes "a.example" out of "trusted-host"'],
    [{ after: set('x', '') }, 'sets "x" to ""'],
  ])('%j: %s', (change, said) => {
    expect(sayChange(change)).toBe(said);
  });
});
