import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formats } from '../../src/app/formats.ts';
import { findTimedGrowth } from '../support/fuzz/growth.ts';

const script = fileURLToPath(new URL('../../scripts/fuzz.mjs', import.meta.url));

/**
 * Every format with a share of the pieces that a text can be made of without end. What is compared are the blocks of the
 * program that run and the characters that built-in functions go through: no clock, hence no noise. `scripts/fuzz.mjs` looks
 * at all pieces, also by the clock.
 */
it('ten times the text takes at most twelve times the work', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [script, '280', '--growth', 'quick'], { encoding: 'utf8' });
  expect(stdout).toBe('');
  const done = stderr.split('\n').filter((line) => / families, 0 left$/.test(line));
  expect(done.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual(formats.map(({ id }) => id).sort());
});

const written = 'a'.repeat(210);

/** Expressions that once went over the same text again and again: no block shows what they do. */
const searched: readonly [format: string, path: string, head: string, piece: string, tail: string][] = [
  ['pyproject', 'pyproject.toml', '[tool.uv.workspace]\nmembers = ["', '/', 'x"]\n'],
  ['requirements', 'requirements.txt', 'https://h.example', '/', 'x\n'],
  ['requirements', 'requirements.txt', 'git+https://h.example/a#egg=', '[', '\n'],
  ['shell', 'a.sh', 'poetry add git+https://h.example', '/', 'x\n'],
  ['shell', 'a.sh', 'poetry add a@1', '.1', 'x\n'],
  ['shell', 'a.sh', `cd "$(dirname ${written})`, '$0', '"\npip install a\n'],
  ['notebook', 'a.ipynb', '{"cells": [{"cell_type": "code", "source": "%%script -a', '=', '"}]}'],
];

it.each(searched)('reads %s (%s) of %j and many %j in linear time', (id, path, head, piece, tail) => {
  const format = formats.find((one) => one.id === id);
  const family = { name: `many ${piece}`, head, tail, piece: () => piece };
  expect(format && findTimedGrowth(format, path, family, 10_000)).toBeUndefined();
  expect(format?.id).toBe(id);
});
