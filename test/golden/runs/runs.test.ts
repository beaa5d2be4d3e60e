import { mkdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { expectRenderings } from '../renderings.ts';
import { cases } from './cases.ts';
import { contextOf, diffOf, folder, runCase } from './run.ts';

// Whole runs, registries included.
describe.each(cases)('$name', (one) => {
  it('is told as it stands here', async () => {
    const told = await runCase(one);
    mkdirSync(folder(one.name), { recursive: true });
    await expectRenderings(folder(one.name), told.report, contextOf(told), diffOf(one));
  });
});
