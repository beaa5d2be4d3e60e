import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { makeFolder, runCli } from './world.ts';

const corpus = process.env['GAZETTEER_CORPUS'];
if (corpus === undefined) console.info('skipped: the corpus of real files is not at hand');

const namesIndex =
  /--(?:extra-)?index-url|--find-links|\[\[tool\.(?:uv\.index|poetry\.source|pdm\.source)\]\]|\[\[source\]\]|^channels:/m;
const ofIndexes = new Set(['index-collision', 'mixed-indexes', 'unclaimed-name', 'registry-changed']);

/** Real files that name indexes, each as a project of its own. */
function projects(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:txt|toml|ya?ml)$|Pipfile$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/^(?:attacks|truth|pairs)\b/.test(relative(root, path)));
  const texts = files.map((path): [string, string] => [relative(root, path), readFileSync(path, 'utf8')]);
  return new Map(texts.filter(([, text]) => namesIndex.test(text)));
}

it.runIf(corpus !== undefined)('real projects with further indexes have one finding about them at most', async () => {
  const found = projects(corpus ?? '');
  expect(found.size).toBeGreaterThan(5);
  const folder = makeFolder(Object.fromEntries(found));
  const run = await runCli(['audit', '--offline', '--base', 'none', '--head', folder, '--format', 'json']);
  const report = JSON.parse(run.stdout) as Report;
  const counts = new Map<string, string[]>();
  for (const { ruleId, location } of report.findings) {
    if (ofIndexes.has(ruleId)) counts.set(location.path, [...(counts.get(location.path) ?? []), ruleId]);
  }
  expect([...counts].filter(([, rules]) => rules.length > 1)).toEqual([]);
});
