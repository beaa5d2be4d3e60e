import { expect, it } from 'vitest';
import { Names } from './names.ts';

it('takes back what was set since it began, also inside of one another', () => {
  const names = new Names<number>();
  names.set('a', 1);
  names.begin();
  names.set('a', 2).set('b', 3);
  names.begin();
  names.set('b', 4).set('c', 5);
  expect([...names.takeBack()]).toEqual([
    ['b', 4],
    ['c', 5],
  ]);
  expect([...names]).toEqual([
    ['a', 1 + 1],
    ['b', 3],
  ]);
  expect([...names.takeBack()]).toEqual([
    ['a', 2],
    ['b', 3],
  ]);
  expect([...names]).toEqual([['a', 1]]);
});
