import { expect, it } from 'vitest';
import { recordCommands } from '../../../test/support/surfaces.ts';
import { surface } from './index.ts';
import { maxExpansion, maxExpansions } from './variables.ts';

/** What the recipes of a makefile hand to the shell. */
function scriptsOf(text: string): readonly string[] {
  const { commands, handed } = recordCommands();
  surface.read({ path: 'Makefile', text }, commands);
  return handed.flatMap((one) => (one.kind === 'script' ? [one.text] : []));
}

const doubled = (times: number): string => `A := x\n${'A := $(A)$(A)\n'.repeat(times)}`;

it('puts in a value that doubles as long as a line may grow', () => {
  expect(scriptsOf(`${doubled(10)}all:\n\techo $(A)\n`)).toEqual([`echo ${'x'.repeat(1024)}`]);
});

it('takes a value that doubles without end for an unknown one', () => {
  const [script = ''] = scriptsOf(`${doubled(40)}all:\n\tpip install $(A) acme-tool\n`);
  expect(script).toMatch(/^pip install \$_{1,10} acme-tool$/);
});

it('bounds what all lines of a file take in', () => {
  const scripts = scriptsOf(`A := ${'x'.repeat(60_000)}\nall:\n${'\techo $(A)$(A)\n'.repeat(2_000)}`);
  expect(scripts).toHaveLength(2_000);
  expect(Math.max(...scripts.map(({ length }) => length))).toBeLessThan(maxExpansion + 100);
  expect(scripts.join('').length).toBeLessThan(maxExpansions + 2_000 * 20);
});
