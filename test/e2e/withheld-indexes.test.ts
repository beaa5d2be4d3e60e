import { describe, expect, it } from 'vitest';
import { auditFiles, daysAgo, manifest, startWorld } from './world.ts';

const other = 'https://pypi.acme.example/simple';
const scope = '@acme:registry=https://npm.acme.example/\n';
const uv = (dependency: string, rest = '') =>
  `[project]\nname = "shop"\nversion = "1"\ndependencies = [${dependency}]\n${rest}`;
const explicit = `[[tool.uv.index]]\nname = "acme"\nurl = "${other}"\nexplicit = true\n[tool.uv.sources]\nsix = { index = "acme" }\n`;

type Texts = Readonly<Record<string, string>>;

/** Proxies of both public registries are configured; no other host is trusted. */
async function audit(before: Texts, after: Texts) {
  const world = await startWorld();
  world.npm.put({ name: '@acme/tool', versions: [{ version: '99.0.0', publishedAt: daysAgo(900) }] });
  const { report, status } = await auditFiles(world, before, after);
  return {
    status,
    rules: report.findings.map(({ ruleId }) => ruleId),
    open: report.unverified.map(({ question, reason }) => `${question}: ${reason}`),
    notes: report.notifications.map(({ message }) => message).filter((message) => message.includes('is not contacted')),
  };
}

describe('where a proxy serves everything public and another index may not be contacted', () => {
  const index = (line: string) => ({ 'requirements.txt': `--index-url ${other}\n${line}` });

  it.each<[string, Texts, Texts, string]>([
    ['a name that the proxy has not', index(''), index('acme-internal==1.0\n'), 'existence: '],
    ['a version that the proxy has not', index(''), index('six==9.9\n'), 'age: '],
    [
      'a name that the proxy has not, beside the public index',
      { 'requirements.txt': '' },
      { 'requirements.txt': `--extra-index-url ${other}\nacme-internal==1.0\n` },
      'existence: ',
    ],
    [
      'a name that points to the other one',
      { 'pyproject.toml': uv('', explicit) },
      { 'pyproject.toml': uv('"six==9.9"', explicit) },
      'existence: ',
    ],
    [
      'a name whose scope lies on the other one',
      { 'package.json': manifest({}), '.npmrc': scope },
      { 'package.json': manifest({ '@acme/tool': '^1.0.0' }), '.npmrc': scope },
      'existence: ',
    ],
  ])('%s is unknown, and the one reason is noted', async (_, before, after, question) => {
    const { rules, open, notes, status } = await audit(before, after);
    expect(rules.filter((rule) => !/registry-changed|mixed-indexes/.test(rule))).toEqual([]);
    expect(open).toEqual([expect.stringContaining(question)]);
    expect(open[0]).toMatch(/https:\/\/(?:pypi|npm)\.acme\.example\/.* not contacted/);
    expect(notes).toHaveLength(1);
    expect(status).not.toBe(0);
  });

  it('what the proxy has is there, and the note remains', async () => {
    expect(await audit(index(''), index('six==1.16.0\n'))).toMatchObject({
      status: 0,
      rules: [],
      open: [],
      notes: [{}],
    });
  });

  it('nothing is said to come from the public index that the client does not ask', async () => {
    const file = (url: string) => ({
      Dockerfile: `FROM python\nENV PIP_INDEX_URL=${url}\nRUN pip install six==1.16.0\n`,
    });
    const { rules, notes } = await audit(file(other), file('https://pypi.evil.example/simple'));
    expect(rules).toEqual(['registry-changed']);
    expect(notes).toEqual([expect.stringContaining('pypi.evil.example/simple (Dockerfile:2)')]);
  });

  it('a registry that the change adds is noted though nothing hangs on it', async () => {
    const files = { 'package.json': manifest({}) };
    const { notes } = await audit(files, { ...files, '.npmrc': 'registry=https://npm.evil.example/\n' });
    expect(notes).toEqual([expect.stringMatching(/npm\.evil\.example\/ \(\.npmrc:1\) .*names that it may serve: 0$/)]);
  });
});

it('whether an index that is gone served a name is not known where it may not be contacted', async () => {
  const beside = `[[tool.uv.index]]\nurl = "${other}"\n`;
  const { rules, open } = await audit(
    { 'pyproject.toml': uv('"pep440"', beside) },
    { 'pyproject.toml': uv('"pep440"') },
  );
  expect(rules).toEqual(['registry-changed']);
  expect(open).toEqual([expect.stringMatching(/^index: .*pypi\.acme\.example.* may have served it until now$/)]);
});

describe('an index whose address only the settings of the platform tell', () => {
  const expression = (name: string) => `\${{ ${name} }}`;
  const workflow = (env: string, run: string) => ({
    '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    env: { ${env} }\n    steps:\n      - run: ${run}\n`,
  });
  const secret = workflow(`PIP_INDEX_URL: "${expression('secrets.PIP_INDEX_URL')}"`, 'pip install -r requirements.txt');
  const flag = workflow('', `pip install --index-url ${expression('vars.IDX')} -r requirements.txt`);
  const npm = workflow(`NPM_CONFIG_REGISTRY: "${expression('secrets.X')}"`, 'npm install');
  const list = (text: string) => ({ 'requirements.txt': text });

  it.each<[string, Texts, Texts, Texts]>([
    ['a secret for pip', secret, list(''), list('six==1.16.0\n')],
    ['a variable on the command line', flag, list(''), list('six==1.16.0\n')],
    ['a secret for npm', npm, { 'package.json': manifest({}) }, { 'package.json': manifest({ 'left-pad': '1.3.0' }) }],
  ])('%s: the proxy answers in its place', async (_, settings, before, after) => {
    const result = await audit({ ...settings, ...before }, { ...settings, ...after });
    expect(result).toMatchObject({ open: [], status: 0 });
  });

  it('what the proxy has not stays unknown, with the reason as the workflow writes it', async () => {
    const { open, rules, status } = await audit(
      { ...secret, ...list('') },
      { ...secret, ...list('acme-internal==1.0\n') },
    );
    const written = expression('secrets.PIP_INDEX_URL');
    expect(open).toEqual([
      `existence: ${written} (.github/workflows/ci.yml:4) is not asked: only the platform's settings tell its address`,
    ]);
    expect([rules, status]).toEqual([[], 3]);
  });

  it.each<[string, Texts, string, string]>([
    [
      'a variable of the platform',
      workflow('', `pip install -i https://${expression('vars.HOST')}/simple acme==1.0`),
      expression('vars.HOST'),
      'host',
    ],
    [
      'a secret',
      workflow('', `pip install -i https://${expression('secrets.HOST')}/simple acme==1.0`),
      expression('secrets.HOST'),
      'host',
    ],
    ['a variable of the shell', workflow('', 'pip install -i https://$HOST/simple acme==1.0'), '$HOST', 'host'],
    ['a variable of Windows', workflow('', 'pip install -i https://%HOST%/simple acme==1.0'), '%HOST%', 'host'],
    ['a variable of pip', list(`-i https://\${HOST}/simple\nacme==1.0\n`), `\${HOST}`, 'host'],
    [
      'a variable of npm',
      { '.npmrc': `registry=https://\${HOST}/\n`, 'package.json': manifest({ acme: '1.0.0' }) },
      `\${HOST}`,
      'host',
    ],
    [
      'a variable in the path',
      list(`-i https://pypi.acme.example/\${TEAM}/simple\nacme==1.0\n`),
      `\${TEAM}`,
      'address',
    ],
  ])('is not said to lack trust: %s', async (_, after, written, part) => {
    const { open, notes } = await audit({ 'README.txt': '' }, after);
    const why = `its ${part} is unknown, as ${written} has no value in the audit`;
    expect(open.filter((one) => one.startsWith('existence'))).toEqual([
      expect.stringContaining(`is not contacted: ${why}`),
    ]);
    expect(notes).toEqual([expect.stringContaining(`is not contacted, for ${why}; names that it may serve: 1`)]);
  });

  it('a change that names it is told', async () => {
    const { rules } = await audit(
      { ...workflow('', 'pip install -r requirements.txt'), ...list('') },
      { ...secret, ...list('') },
    );
    expect(rules).toContain('registry-changed');
  });
});
