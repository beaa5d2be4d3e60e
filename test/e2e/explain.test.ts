import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.gen.ts';
import { dist, makeFolder, runCli } from './world.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const headings = ['What it finds', 'Why', 'Fires on', 'Silent on', 'What to do', 'Options', 'When to except', 'Limits'];

const some = rules
  .filter(({ meta }) => ['nonexistent-package', 'model-output-execution', 'unused-exception'].includes(meta.id))
  .map(({ meta }) => [meta.id, meta] as const);

describe('gazetteer explain', () => {
  it.each(some)('prints the page of %s', async (id, meta) => {
    const run = await runCli(['explain', id]);
    const lines = run.stdout.split('\n');
    expect(run.status, run.stderr).toBe(0);
    expect(lines[0]).toContain(`(\`${id}\`)`);
    expect(lines[1]).toBe(`${meta.severity}, confidence ${meta.confidence}: ${meta.group}`);
    expect(lines.filter((line) => headings.includes(line))).toEqual(headings);
    for (const cited of meta.atlas.techniques) expect(run.stdout).toContain(cited.id);
  });

  it('has the page of every rule beside the code, as it stands with the rule', () => {
    const pages = rules.map(({ meta }) => [`${meta.id}.md`, read(`../../src/rules/${meta.id}/README.md`)]);
    const built = readdirSync(dist('rules')).map((name) => [name, readFileSync(dist(`rules/${name}`), 'utf8')]);
    expect(built).toEqual(pages);
  });

  it('lists all rules where none is named', async () => {
    const run = await runCli(['explain']);
    expect(run.status).toBe(0);
    const listed = [...run.stdout.matchAll(/^ {2}(\S+) +(?:critical|high|medium|low|info) +\S/gm)].map(([, id]) => id);
    expect(listed.toSorted()).toEqual(rules.map(({ meta }) => meta.id));
  });

  it.each<[string[], RegExp]>([
    [['nonexistant-package'], /there is no rule nonexistant-package\n {2}did you mean nonexistent-package\?/],
    [['../../README'], /there is no rule .*\n {2}gazetteer explain lists them/],
    [['young-package', 'version-jump'], /one rule at a time/],
    [['young-package', '--verbose'], /--verbose/],
  ])('refuses %j and says what there is', async (args, said) => {
    const run = await runCli(['explain', ...args]);
    expect(run.stderr).toMatch(said);
    expect([run.status, run.stdout]).toEqual([2, '']);
  });

  it('puts the pages into the help of SARIF', async () => {
    const empty = makeFolder({});
    const run = await runCli(['audit', '--base', empty, '--head', empty, '--format', 'sarif']);
    expect(run.status, run.stderr).toBe(0);
    const [{ tool }] = JSON.parse(run.stdout).runs;
    const bare = tool.driver.rules.filter(
      ({ help }: { help: { markdown: string } }) => !/^## Why$/m.test(help.markdown),
    );
    expect(tool.driver.rules).toHaveLength(rules.length);
    expect(bare).toEqual([]);
  });
});
