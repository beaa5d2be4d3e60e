import { describe, expect, it } from 'vitest';
import { readCommands } from './shell.ts';
import { type OptionTable, optionTable, readArguments } from './shell-arguments.ts';

const table = optionTable(
  ['-r, --requirement', '-i, --index-url', '--index'],
  ['-q, --quiet', '-u, --upgrade', '--in-place'],
);
const abbreviating = optionTable(['-r, --requirement', '--extra-index-url'], ['--require-hashes', '--extra'], {
  abbreviates: true,
});
const stopping = optionTable(['-p, --package'], [], { stopsAtOperand: true });

/** `name=value` for each option, then the operands. */
function read(line: string, by: OptionTable): readonly string[] {
  const { options, operands } = readArguments(readCommands(line).commands[0]?.words ?? [], by);
  return [
    ...options.map(({ name, value }) => (value === undefined ? name : `${name}=${value.text}`)),
    ...operands.map(({ text }) => text),
  ];
}

describe('options', () => {
  it.each<[what: string, line: string, by: OptionTable, read: readonly string[]]>([
    ['of two words', '-r a --index-url b c', table, ['--requirement=a', '--index-url=b', 'c']],
    ['of one word', '-ra --index-url=b=c -i=d', table, ['--requirement=a', '--index-url=b=c', '--index-url=d']],
    ['in a cluster', '-quri x y', table, ['--quiet', '--upgrade', '--requirement=i', 'x', 'y']],
    ['without their value', 'a -r', table, ['--requirement', 'a']],
    ['that are not known', '--new a -z b', table, ['--new', '-z', 'a', 'b']],
    ['between operands', 'a -q b', table, ['--quiet', 'a', 'b']],
    ['up to a double dash', '-q -- -r a', table, ['--quiet', '-r', 'a']],
    ['up to the first operand', '-p a b -p c', stopping, ['--package=a', 'b', '-p', 'c']],
    ['up to a double dash before it', '-p a -- -b', stopping, ['--package=a', '-b']],
    ['cut short', '--requirem a --extra-index b', abbreviating, ['--requirement=a', '--extra-index-url=b']],
    ['cut too short', '--requ a --extra b', abbreviating, ['--requ', '--extra', 'a', 'b']],
    ['and a lone dash', '- a', table, ['-', 'a']],
    ['named like properties of objects', '--__proto__ --constructor=a', table, ['--__proto__', '--constructor=a']],
  ])('%s', (_, line, by, expected) => {
    expect(read(line, by)).toEqual(expected);
  });

  it('keep the places of their values', () => {
    const line = '--index-url="https://npm.acme.example" -rfile';
    const { options } = readArguments(readCommands(line).commands[0]?.words ?? [], table);
    const places = options.map(({ value }) => value && [line.slice(value.start, value.end), value.plain]);
    expect(places).toEqual([
      [line.slice(0, 38), undefined],
      ['file', 41],
    ]);
  });
});
