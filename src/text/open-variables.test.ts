import { expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { findVariable } from './open-variables.ts';

it.each<[string, string | undefined, boolean]>([
  [`https://\${HOST}/simple`, `\${HOST}`, true],
  [`https://\${HOST:-pypi.example}/simple`, `\${HOST:-pypi.example}`, true],
  ['https://$HOST/simple', '$HOST', true],
  ['https://%HOST%/simple', '%HOST%', true],
  [`https://pypi.\${TEAM}.example:8080`, `\${TEAM}`, true],
  [`https://user:secret@\${HOST}/simple`, `\${HOST}`, true],
  [`https://\${USER}@pypi.example/simple`, `\${USER}`, false],
  [`https://pypi.example/\${TEAM}/simple`, `\${TEAM}`, false],
  [`https://pypi.example/simple@\${TEAM}`, `\${TEAM}`, false],
  [`https://pypi.example?a=\${TEAM}`, `\${TEAM}`, false],
  [`\${INDEX}`, `\${INDEX}`, false],
  [`\${BASE}//simple`, `\${BASE}`, false],
  [`https://\${{`, undefined, true],
  [`https://\${HOST`, undefined, true],
])('finds the variable of %s', (url, written, isHost) => {
  expect(findVariable(url)).toEqual({ isHost, ...(written === undefined ? {} : { written }) });
});

it.each(['https://pypi.example/simple', './wheels', 'https://pypi.example/100%', '', '$'])(
  'finds none in %s',
  (url) => {
    expect(findVariable(url)).toBeUndefined();
  },
);

it.each(['%A', '$', `\${`, '@', '//'])('takes linear time for %j many times', async (part) => {
  const write = (size: number) => `https://${part.repeat(size)}`;
  expect(findVariable(write(200_000))?.isHost).not.toBe(false);
  expect(await measureGrowth(write, findVariable, 200_000)).toBeLessThan(nearlyLinear);
});
