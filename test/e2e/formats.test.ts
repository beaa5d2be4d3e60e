import { describe, expect, it } from 'vitest';
import { auditFiles, manifest, startWorld, summarise } from './world.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const sha = (letter: string): string => `sha512-${Buffer.alloc(64, letter).toString('base64')}`;

/** A package-lock with one direct dependency on `left-pad`, altered. */
const lock = (entry: object, more: object = {}): string =>
  json({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { 'left-pad': '^1.0.0' } },
      'node_modules/left-pad': {
        version: '1.3.0',
        resolved: 'https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz',
        integrity: sha('a'),
        ...entry,
      },
      ...more,
    },
  });
const shop = { 'package.json': manifest({ 'left-pad': '^1.0.0' }) };

/** The rules that speak, with the line; what is asked of registries has tests of its own. */
async function rulesOf(before: Record<string, string>, after: Record<string, string>): Promise<readonly string[]> {
  const run = await auditFiles(await startWorld(), before, { ...before, ...after }, ['--offline']);
  return summarise(run.report);
}

describe('lockfiles and settings', () => {
  it.each<[string, Record<string, string>, Record<string, string>, readonly string[]]>([
    [
      'an address that is another package’s',
      { ...shop, 'package-lock.json': lock({}) },
      {
        'package-lock.json': lock({
          resolved: 'https://registry.npmjs.org/evil-twin/-/evil-twin-1.3.0.tgz',
        }),
      },
      ['critical unexpected-source left-pad package-lock.json:13'],
    ],
    [
      'another hash for the same version',
      { ...shop, 'package-lock.json': lock({}) },
      { 'package-lock.json': lock({ integrity: sha('b') }) },
      ['critical changed-integrity left-pad package-lock.json:13'],
    ],
    [
      'a hash that is gone',
      { ...shop, 'package-lock.json': lock({}) },
      { 'package-lock.json': lock({ integrity: undefined }) },
      ['high missing-integrity left-pad package-lock.json:13'],
    ],
    [
      'a branch of a repository',
      shop,
      { 'package.json': manifest({ 'left-pad': '^1.0.0', odd: 'git+https://code.example/odd.git#main' }) },
      ['high direct-url odd package.json:6'],
    ],
    [
      'an address without encryption',
      shop,
      { '.npmrc': 'registry=http://npm.acme.example/\n' },
      ['high insecure-source  .npmrc:1', 'high registry-changed  .npmrc:1'],
    ],
    [
      'a safeguard that is switched off',
      { ...shop, '.npmrc': 'ignore-scripts=true\n' },
      { '.npmrc': 'ignore-scripts=false\n' },
      ['high weakened-safeguard  .npmrc:1'],
    ],
    [
      'a key that stands twice',
      shop,
      { 'package.json': '{ "name": "shop", "dependencies": { "left-pad": "1.0.0", "left-pad": "1.3.0" } }\n' },
      ['high ambiguous-file  package.json:1'],
    ],
    [
      'a line that nobody understands',
      {},
      { 'requirements.txt': 'six ==== 1\n' },
      ['medium unreadable-dependency  requirements.txt:1'],
    ],
    ['no upper end', {}, { 'requirements.txt': 'six>=1.0\n' }, ['low floating-requirement six requirements.txt:1']],
    [
      'an action by its tag',
      {},
      { '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: acme/build@v1\n' },
      ['low unpinned-action acme/build .github/workflows/a.yml:6'],
    ],
    [
      'lines that text adds, two grades lower',
      { 'AGENTS.md': '`npm i --registry http://old.example a`\n`npm i --ignore-scripts b`\n' },
      {
        'AGENTS.md': [
          '`npm i --registry http://old.example a`',
          '`pip install --extra-index-url http://pypi.acme.example c`',
          '`pip install --index-url https://your-index.example/simple d`',
          '`npm config set strict-ssl false`',
          '`pip install git+https://code.example/e@main`, `pip install git+https://code.example/your-org/f`',
        ].join('\n'),
      },
      [
        'low insecure-source  AGENTS.md:2',
        'low registry-changed  AGENTS.md:2',
        'low insecure-source  AGENTS.md:4',
        'low direct-url e AGENTS.md:5',
      ],
    ],
    ['an ordinary bump', { 'requirements.txt': 'six==1.16.0\n' }, { 'requirements.txt': 'six==1.17.0\n' }, []],
  ])('%s', async (_, before, after, findings) => {
    expect(await rulesOf(before, after)).toEqual(findings);
  });

  it('says which direct dependency brings a package in, and on which line it is asked for', async () => {
    const more = {
      'node_modules/deep': { version: '1.0.0', resolved: 'git+ssh://git@code.example/deep.git#main' },
    };
    const before = { ...shop, 'package-lock.json': lock({}) };
    const after = { 'package-lock.json': lock({ dependencies: { deep: '*' } }, more) };
    const run = await auditFiles(await startWorld(), before, { ...before, ...after }, ['--offline']);
    const finding = run.report.findings.find(({ package: found }) => found?.name === 'deep');
    expect(finding?.introducedBy).toEqual(['pkg:npm/left-pad@1.3.0']);
    expect(finding?.relatedLocations.map(({ path, startLine }) => `${path}:${startLine}`)).toContain('package.json:5');
  });
});

describe('places that name packages of several ecosystems', () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      'a container file',
      'Dockerfile',
      'FROM alpine\nRUN apk add x && \\\n  pip install left-pad==1.0 six==1.16.0\n',
      ['critical left-pad 3'],
    ],
    [
      'a workflow',
      '.github/workflows/a.yml',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          cd app\n          npm install pep440@1.0.0\n',
      ['critical pep440 8'],
    ],
    ['a script', 'install.sh', '#!/bin/sh\nnpx --yes pep440@1.0.0\n', ['critical pep440 2']],
    [
      'a notebook',
      'a.ipynb',
      json({
        cells: [{ cell_type: 'code', source: ['!pip install left-pad==1.0\n'] }],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
      ['critical left-pad 6'],
    ],
    [
      'the tools of an agent',
      '.mcp.json',
      json({ mcpServers: { x: { command: 'npx', args: ['-y', 'pep440@1.0.0'] } } }),
      ['critical pep440 7'],
    ],
    ['text, two grades lower', 'README.md', '# Shop\n\n```sh\nnpm install pep440@1.0.0\n```\n', ['medium pep440 4']],
    [
      'instructions to an agent, without placeholders',
      'AGENTS.md',
      'Run `pip install left-pad==1.0` and `pip install <package>`.\n',
      ['medium left-pad 1'],
    ],
    [
      'files that text shows',
      'README.md',
      '```dockerfile\nRUN ["pip", "install", "left-pad==1.0"]\n```\n```json\n"dependencies": { "pep440": "1.0.0" }\n```\n',
      ['medium left-pad 2', 'medium pep440 5'],
    ],
    [
      'hooks of an agent',
      '.claude/settings.json',
      json({ hooks: { Stop: [{ hooks: [{ type: 'command', command: 'npx pep440@1.0.0' }] }] } }),
      ['critical pep440 8'],
    ],
    [
      'each value of a loop',
      'install.sh',
      'for name in left-pad==1.0 six==1.16.0; do\n  pip install "$name"\ndone\n',
      ['critical left-pad 1'],
    ],
    [
      'a container file inside another file',
      'compose.yaml',
      'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM x\n        RUN pip install left-pad==1.0\n',
      ['critical left-pad 6'],
    ],
    [
      'a script of a manifest',
      'package.json',
      json({ name: 'shop', scripts: { lint: 'npx pep440@1.0.0 .' } }),
      ['critical pep440 4'],
    ],
    [
      'hooks',
      '.pre-commit-config.yaml',
      `repos:\n  - repo: https://code.example/hooks\n    rev: ${'a'.repeat(40)}\n    hooks:\n      - id: x\n        language: python\n        additional_dependencies: [left-pad==1.0]\n`,
      ['critical left-pad 7'],
    ],
  ])('%s', async (_, path, text, expected) => {
    const run = await auditFiles(await startWorld(), { LICENSE: '' }, { [path]: text });
    const found = run.report.findings.filter(({ ruleId }) => ruleId === 'nonexistent-package');
    expect(found.map((one) => `${one.severity} ${one.package?.name} ${one.location.startLine}`)).toEqual(expected);
  });
});
