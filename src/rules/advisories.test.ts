import { expect, it } from 'vitest';
import { versions as npm } from '../ecosystems/npm/versions.ts';
import { versions as pypi } from '../ecosystems/pypi/versions.ts';
import { type Advisory, closedBy, onlyIn } from './advisories.ts';

const advisory = (id: string, ...fixed: readonly string[]): Advisory => ({ id, fixed });

it.each([
  [[], '1.2.3', npm, []],
  [[advisory('B', '1.2.3'), advisory('A', '2.0.0', '1.2.3')], '1.2.3', npm, ['A', 'B']],
  [[advisory('A', '1.2.3')], '1.2.4', npm, []],
  [[advisory('A', '1.2.3')], '1.2.3-rc.1', npm, []],
  [[advisory('A')], '1.2.3', npm, []],
  [[advisory('A', '1.0')], '1.0.0', pypi, ['A']],
])('%j name %s as fixed (%#)', (advisories, version, versions, expected) => {
  expect(closedBy(advisories, version, versions)).toEqual(expected);
});

it('tells what one release has and the other one has not', () => {
  expect(onlyIn([advisory('C'), advisory('A', '2.0.0'), advisory('B'), advisory('A')], [advisory('B')])).toEqual([
    'A',
    'C',
  ]);
  expect(onlyIn([], [advisory('B')])).toEqual([]);
});
