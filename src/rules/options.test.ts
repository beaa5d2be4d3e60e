import { expect, it } from 'vitest';
import { OptionError } from '../model/rule.ts';
import { optionNamed, readNoOptions, rejectUnknownKeys } from './options.ts';

it('takes an empty object where there are no options', () => {
  expect(readNoOptions({})).toEqual({});
});

it.each(['grades', '__proto__', 'constructor', ''])('refuses the key %j', (key) => {
  const raw = JSON.parse(`{${JSON.stringify(key)}: 1}`);
  expect(() => readNoOptions(raw)).toThrow(expect.objectContaining({ constructor: OptionError, key }));
});

it('names the keys it knows', () => {
  expect(() => rejectUnknownKeys({ grade: [] }, ['grades', 'packages'])).toThrow('known are grades, packages');
});

it('sees no key that the object only inherits', () => {
  expect(optionNamed({}, 'constructor')).toBeUndefined();
});
