import { expect, it } from 'vitest';
import type { NameAnswer } from '../../src/engine/judge-name.ts';
import { auditFiles, makeFolder, manifest, runCli, startWorld } from './world.ts';

/** What is said of names in a folder with this in its configuration. */
async function ask(names: readonly string[], config: string) {
  const world = await startWorld();
  const recent = new Date(Date.now() - 3 * 86_400_000).toISOString();
  world.npm.put({ name: 'xqvzk-newborn', versions: [{ version: '0.1.0', publishedAt: recent }] });
  const folder = makeFolder({ '.github/gazetteer.yml': world.config(config) });
  const run = await runCli(['name', '--dir', folder, '--format', 'json', 'npm', ...names]);
  const answers: readonly NameAnswer[] = run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { ...run, answers };
}

it('goes by what the configuration approves and denies', async () => {
  const lists = `approved: [pkg:npm/xqvzk-newborn, pkg:npm/evil-twin]
denied: [{ package: "pkg:npm/left-*", reason: the house has its own }, pkg:npm/quillvane@4.0.0]
`;
  const names = ['xqvzk-newborn', 'evil-twin', 'left-pad', 'left-none', 'quillvane'];
  const { answers, status } = await ask(names, lists);
  expect(status).toBe(1);
  expect(answers.map(({ purl, verdict }) => `${purl} ${verdict}`)).toEqual([
    'pkg:npm/xqvzk-newborn unremarkable',
    'pkg:npm/evil-twin suspicious',
    'pkg:npm/left-pad suspicious',
    'pkg:npm/left-none absent',
    'pkg:npm/quillvane unremarkable',
  ]);
  expect(answers[2]?.reasons).toEqual(['left-pad is denied by the configuration: "the house has its own".']);
  const [plain] = (await ask(['xqvzk-newborn'], '')).answers;
  expect(plain?.verdict).toBe('suspicious');
});

it('goes by it also where no registry answers', async () => {
  const lists = 'approved: [pkg:npm/raect]\ndenied: [pkg:npm/left-pad]\nbudget: { requests: 1 }\n';
  const { answers } = await ask(['xqvzk-newborn', 'raect', 'left-pad'], lists);
  expect(answers.slice(1).map(({ verdict }) => verdict)).toEqual(['unknown', 'suspicious']);
});

it('tells an import of what is denied gravely, though nothing declares it yet', async () => {
  const files = { 'package.json': manifest({}), 'app.js': 'console.log(1);\n' };
  const head = { ...files, 'app.js': "import pad from 'left-pad';\nimport other from 'quillvane';\n" };
  const world = await startWorld();
  const { report, status } = await auditFiles(world, files, head, [], 'denied: [pkg:npm/left-pad]\n');
  expect(status).toBe(1);
  expect(report.findings.map(({ ruleId, severity, message }) => [ruleId, severity, message])).toEqual([
    [
      'undeclared-import',
      'high',
      '"left-pad" is imported, and nothing here declares it; the configuration denies left-pad.',
    ],
    ['undeclared-import', 'low', '"quillvane" is imported, and nothing here declares it.'],
  ]);
});
