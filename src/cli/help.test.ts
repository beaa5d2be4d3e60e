import { expect, it } from 'vitest';
import { reporters } from '../reporters/index.gen.ts';
import { type CommandLine, commandLines } from './command-lines.ts';
import { help } from './help.ts';

const lines: Readonly<Record<string, CommandLine>> = commandLines;
const usage = help.slice(0, help.indexOf('\n\n'));

/** What the usage says of a command, up to the next one; of `audit`, whose options have lines of their own, all. */
const saidOf = (command: string): string =>
  command === 'audit'
    ? help
    : (usage.split(/\n?(?:Usage:)? +gazetteer (?=[a-z])/).find((part) => part.startsWith(`${command} `)) ?? '');

it.each(Object.entries(lines))('lists every option of %s', (command, { flags }) => {
  const said = saidOf(command);
  expect(said).not.toBe('');
  expect(Object.keys(flags).filter((name) => !new RegExp(`--${name}(?![\\w-])`).test(said))).toEqual([]);
});

it('lists every format', () => {
  const [, formats = ''] = /--format <name>\[=file\]\s+(.*); may be repeated/.exec(help) ?? [];
  expect(formats.split(/, | or /).sort()).toEqual(reporters.map(({ id }) => id));
});

it('fits a terminal of 130 columns', () => {
  expect(help.split('\n').filter((line) => line.length > 130)).toEqual([]);
});
