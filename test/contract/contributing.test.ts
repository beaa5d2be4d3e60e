import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { AnyRule } from '../../src/model/rule.ts';
import { runRule } from '../support/rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

/** Fenced blocks of a list's items, without its indentation. */
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^ {3}\`\`\`${language}\\n([^]*?)\\n {3}\`\`\``, 'gm'))].map(([, text = '']) =>
    text.replace(/^ {3}/gm, ''),
  );

/** The rule of the page, as it stands there, with the sources at hand. */
async function loadRule(): Promise<AnyRule> {
  const folder = mkdtempSync(join(tmpdir(), 'gazetteer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [code = ''] = blocks('ts');
  const text = code.replaceAll("'../../", `'${join(root, 'src')}/`).replaceAll("'../", `'${join(root, 'src/rules')}/`);
  const file = join(folder, 'index.ts');
  writeFileSync(file, text);
  const { rule }: { rule: AnyRule } = await import(file);
  return rule;
}

it('shows a rule that fires and is silent as its examples say', async () => {
  const rule = await loadRule();
  const [fires, silent] = blocks('json').map((text) => JSON.parse(text));
  expect(runRule(rule, fires)).toMatchObject([{ message: expect.stringMatching(/^react 20\.0\.0-rc\.1 .*\.$/) }]);
  expect(rule.meta.severity).toBe(fires.finding.severity);
  expect(runRule(rule, silent)).toEqual([]);
  expect(page).toContain(`explain ${rule.meta.id}\n`);
  expect(page).toContain(`'${rule.meta.id}': ['${rule.meta.severity}'],`);
});
