import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadReporter } from '../../../src/model/reporter.ts';
import { reporters } from '../../../src/reporters/index.gen.ts';
import { withoutAssets } from '../context.ts';
import { cases } from './cases.ts';
import { contextOf, folder, runCase } from './run.ts';

const endings: Readonly<Record<string, string>> = {
  github: 'github.txt',
  html: 'report.html',
  json: 'report.json',
  markdown: 'markdown.md',
  navigator: 'navigator.json',
  sarif: 'sarif.json',
  sigma: 'sigma.yml',
  text: 'text.txt',
};

// Whole runs, registries included: UPDATE_GOLDEN=1 writes the reports anew, to be read as a diff.
describe.each(cases)('$name', (one) => {
  it('is reported as it stands here', async () => {
    const report = await runCase(one);
    const context = contextOf(one, report);
    mkdirSync(folder(one.name), { recursive: true });
    for (const listed of reporters) {
      const reporter = await loadReporter(listed);
      const rendered = reporter.render(report, context);
      const printed = reporter.id === 'html' ? (withoutAssets(rendered) ?? '') : rendered;
      const path = join(folder(one.name), endings[reporter.id] ?? `${reporter.id}.txt`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, printed);
      expect(printed, path).toBe(readFileSync(path, 'utf8'));
    }
  });
});
