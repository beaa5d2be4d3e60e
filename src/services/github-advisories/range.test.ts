import { expect, it } from 'vitest';
import { readRange } from './range.ts';

const say = (text: string): string | undefined =>
  readRange(text)
    ?.map(({ operator, version }) => `${operator} ${version}`)
    .join(', ');

it.each([
  ['= 0.2.0', '= 0.2.0'],
  ['<=1.0.8', '<= 1.0.8'],
  [' >= 4.3.0 ,< 4.3.5', '>= 4.3.0, < 4.3.5'],
  ['> 1.0', '> 1.0'],
  ['>= 0', '>= 0'],
  ['= 1!2.0.post1+local_x', '= 1!2.0.post1+local_x'],
])('%j is read', (text, expected) => {
  expect(say(text)).toBe(expected);
});

it.each([
  '',
  ',',
  '>= 1.0,',
  '1.0.0',
  '*',
  '~> 1.0',
  '^1.0',
  '!= 1.0',
  '= ',
  '=> 1.0',
  '>= 1.0 < 2.0',
  '= 1.0 || = 2.0',
  `= ${'1'.repeat(101)}`,
  `= 1.0${' '.repeat(600)}`,
  Array.from({ length: 11 }, (_, at) => `> ${at}`).join(','),
  '>= <script>',
  '= 1.0\u202e',
])('%j is not understood', (text) => {
  expect(readRange(text)).toBeUndefined();
});

it.each([' ', '>=', ',<', '= 1,', '.'])('%j over and over is none', (text) => {
  expect(readRange(`= 1.0${text.repeat(500_000)}`)).toBeUndefined();
});
