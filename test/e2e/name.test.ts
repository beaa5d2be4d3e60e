import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NameAnswer } from '../../src/engine/judge-name.ts';
import type { Report } from '../../src/model/report.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { securityPlaceholder } from '../support/registries/npm-documents.ts';
import { startOsv } from '../support/registries/osv.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { makeFolder, manifest, runCli, spawnCli } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const old = (name: string) => ({ name, versions: [{ version: '1.3.0', publishedAt: ago(1000) }] });

async function startRegistries() {
  const [npm, own, pypi, osv] = await Promise.all([
    startNpmRegistry([
      old('left-pad'),
      old('raect'),
      old('evil-twin'),
      old('express'),
      { name: 'xqvzk-infant', versions: [{ version: '0.1.0', publishedAt: ago(60) }] },
      { name: 'acme-reborn', versions: [{ version: '2.0.0', publishedAt: ago(60) }], createdAt: ago(500) },
      // Two of one hand.
      { ...old('react'), maintainers: ['acme-hand'] },
      { name: 'reactt', versions: [{ version: '0.1.0', publishedAt: ago(120) }], maintainers: ['acme-hand'] },
      {
        name: 'react-router-hooks-utils',
        versions: [{ version: '0.1.0', publishedAt: ago(50) }],
        repository: false,
      },
      { name: 'xqvzk-newborn', versions: [{ version: '0.1.0', publishedAt: ago(3) }] },
      { name: 'acme-gone', versions: [{ version: '1.0.0', publishedAt: ago(500) }], unpublishedAt: ago(20) },
      {
        ...old('quillvane'),
        versions: [{ version: '1.0.0', publishedAt: ago(900), deprecated: 'use \u001b[31mleft-pad' }],
      },
      securityPlaceholder('acme-held', ago(400)),
    ]),
    startNpmRegistry([old('@acme/tool'), old('acme-secret')]),
    startPyPi([{ name: 'six', releases: [{ version: '1.17.0', uploadedAt: ago(900) }] }]),
    startOsv([{ id: 'MAL-2026-1', ecosystem: 'npm', name: 'evil-twin', versions: ['1.3.0'] }]),
  ]);
  servers.push(npm, own, pypi, osv);
  const config = `version: 1
registries:
  npm: { url: "${npm.url}", mirrors-public: true }
  pypi: { url: "${pypi.index}", mirrors-public: true }
services: { osv: "${osv.url}", github-advisories: false, deps-dev: false }
`;
  return { npm, own, pypi, osv, config };
}

/** What speaks of versions and requirements. */
const ofReleases: ReadonlySet<string> = new Set(['recent-release', 'floating-requirement', 'missing-integrity']);

type Expected = Readonly<Partial<Record<keyof NameAnswer, unknown>>>;
type World = Awaited<ReturnType<typeof startRegistries>>;

async function ask(
  names: readonly string[],
  given: (world: World) => { config?: string; files?: Readonly<Record<string, string>> } = () => ({}),
  args: readonly string[] = ['--format', 'json'],
) {
  const world = await startRegistries();
  const { config = '', files = {} } = given(world);
  const folder = makeFolder({ '.github/gazetteer.yml': world.config + config, ...files });
  const run = await runCli(['name', '--dir', folder, ...args, ...names]);
  return { ...run, ...world, folder, answers: args.includes('json') ? readAnswers(run.stdout) : [] };
}

const readAnswers = (text: string): readonly NameAnswer[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('gazetteer name with arguments', () => {
  it.each<[string, number, Expected]>([
    ['pkg:npm/left-pad', 0, { purl: 'pkg:npm/left-pad', known: true, verdict: 'unremarkable', lookalike: null }],
    ['npm:left-pad', 0, { purl: 'pkg:npm/left-pad', suggestions: [], reasons: [] }],
    ['npm left-pad', 0, { purl: 'pkg:npm/left-pad' }],
    ['pypi Six', 0, { purl: 'pkg:pypi/six', known: true }],
    ['pypi:aardvark-acme-none', 1, { known: false, verdict: 'absent' }],
    ['npm:acme-gone', 1, { known: false, verdict: 'absent' }],
    ['npm:.hidden', 1, { known: false, verdict: 'absent', reasons: ['the name starts with a period'] }],
    [
      'npm:xqvzk-newborn',
      1,
      { known: true, verdict: 'suspicious', reasons: [expect.stringMatching(/was first published 3 days ago/)] },
    ],
    ['npm:xqvzk-infant', 1, { verdict: 'suspicious', reasons: [expect.stringMatching(/first published 60 days ago/)] }],
    [
      'npm:acme-reborn',
      1,
      {
        verdict: 'suspicious',
        reasons: expect.arrayContaining([expect.stringMatching(/is not what it was: the registry has had/)]),
      },
    ],
    ['npm:acme-held', 1, { verdict: 'suspicious', reasons: [expect.stringMatching(/an empty security placeholder/)] }],
    ['npm:express@4', 0, { purl: 'pkg:npm/express', requirement: '4', verdict: 'unremarkable' }],
    [' pypi\tSix[all]==1.17 ', 0, { purl: 'pkg:pypi/six', requirement: '[all]==1.17', known: true }],
    [
      'npm:evil-twin',
      1,
      { verdict: 'suspicious', reasons: [expect.stringMatching(/is malware according to MAL-2026-1/)] },
    ],
    ['npm:@acme/none', 3, { known: false, verdict: 'unknown' }],
    ['docker:acme/none', 3, { known: false, verdict: 'unknown' }],
    ['pkg://npm/left-pad@1.3.0/', 0, { purl: 'pkg:npm/left-pad', requirement: '1.3.0' }],
    [
      'pkg:npm/left-pad?vcs_url=git%2Bhttps://code.example/x',
      3,
      { verdict: 'unknown', reasons: [expect.stringMatching(/^its vcs_url names/)] },
    ],
    ['cargo serde', 3, { verdict: 'unknown', reasons: ['no ecosystem cargo is known here'] }],
  ])('%s ends with status %i', async (name, status, expected) => {
    const { answers, stderr, ...run } = await ask([name]);
    expect(stderr).toBe('');
    expect(answers).toMatchObject([expected]);
    expect(run.status).toBe(status);
  });

  it('tells a registered name that resembles a used one, and what was meant', async () => {
    const { answers, status } = await ask(['npm', 'raect', 'left-pad']);
    expect(answers).toMatchObject([
      {
        known: true,
        verdict: 'suspicious',
        lookalike: { target: 'pkg:npm/react', kind: 'swap', confidence: 'high' },
        suggestions: [{ purl: 'pkg:npm/react' }],
      },
      { purl: 'pkg:npm/left-pad', verdict: 'unremarkable' },
    ]);
    expect(status).toBe(1);
  });

  it('takes names for those of the last ecosystem before them', async () => {
    const { answers } = await ask(['npm', 'left-pad', 'pkg:npm/pypi', 'pypi', 'Six', 'npm', 'left-pad']);
    const asked = ['pkg:npm/left-pad', 'pkg:npm/pypi', 'pkg:pypi/six', 'pkg:npm/left-pad'];
    expect(answers.map(({ purl }) => purl)).toEqual(asked);
  });

  it('leaves out what the configuration accepts, and what the folder or the configuration calls its own', async () => {
    const exception = (rule: string) =>
      `  - { rule: ${rule}, package: "pkg:npm/xqvzk-newborn", reason: known here, expires: 2099-01-31 }\n`;
    const own = { 'package.json': manifest({}, { name: 'acme-own-app', workspaces: ['packages/*'] }) };
    const member = { 'packages/lib/package.json': manifest({}, { name: 'acme-own-lib' }) };
    const { answers, status } = await ask(
      ['npm:xqvzk-newborn', 'npm:raect', 'npm:acme-own-app', 'npm:acme-own-lib', 'npm:acme-own-none'],
      () => ({
        files: { ...own, ...member, 'other/package.json': manifest({}, { name: 'acme-own-none' }) },
        config: `exceptions:\n${exception('young-package')}${exception('lookalike-name')}first-party: { npm: [raect] }\n`,
      }),
    );
    expect(answers.map(({ verdict, known }) => [verdict, known])).toEqual([
      ['unremarkable', true],
      ['unremarkable', true],
      ['unremarkable', false],
      ['unremarkable', false],
      ['absent', false],
    ]);
    expect(status).toBe(1);
  });

  it('asks little: an existing name once, an absent one twice, and the advisories for all together', async () => {
    const { npm, pypi, osv } = await ask(['npm:left-pad', 'npm:left-pad', 'npm:zzqvrk-none']);
    expect(npm.log.map(({ url }) => url).sort()).toEqual(['/left-pad', '/zzqvrk-none', '/zzqvrk-none?write=true']);
    // Whether another ecosystem has a package of that name.
    expect(new Set(pypi.log.map(({ url }) => url.split('?')[0]))).toEqual(new Set(['/simple/zzqvrk-none/']));
    expect(osv.log.length).toBe(1);
  });

  it('says what an audit says of a change that brings the names in', async () => {
    const names = ['raect', 'reactt', 'react-router-hooks-utils', 'xqvzk-newborn', 'acme-reborn', 'acme-gone', 'six'];
    const { answers, folder } = await ask(
      names.map((name) => `npm:${name}`),
      () => ({ files: { 'package.json': manifest(Object.fromEntries(names.map((name) => [name, '*']))) } }),
    );
    const run = await runCli([
      ...['audit', folder, '--base', 'none', '--format', 'json'],
      ...['--config', join(folder, '.github/gazetteer.yml')],
    ]);
    const report: Report = JSON.parse(run.stdout);
    // The card tells each rule by itself, and nothing of what is asked for.
    const findings = report.findings
      .flatMap((finding) => finding.signals ?? [finding])
      .map((told) => ({ ...told, message: told.message.replace(/ This includes floating-requirement .*$/, '') }));
    const said = new Set(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message));
    for (const { purl, reasons, verdict } of answers) {
      expect([purl, verdict]).not.toEqual([purl, 'unknown']);
      for (const reason of reasons) expect(said).toContain(reason);
    }
    const ofNames = findings.filter(({ ruleId, severity }) => !ofReleases.has(ruleId) && severity !== 'info');
    expect(answers.flatMap(({ reasons }) => reasons).sort()).toEqual(ofNames.map(({ message }) => message).sort());
    expect(new Set(ofNames.map(({ ruleId }) => ruleId)).size).toBeGreaterThanOrEqual(5);
    // The holder of the other name clears it, in both.
    expect(answers[1]).toMatchObject({ verdict: 'unremarkable', lookalike: { target: 'pkg:npm/react' } });
  });

  it.each<[string, boolean, number, Expected]>([
    ['asks the registry that the settings of the folder send the name to', true, 0, { known: true }],
    ['leaves open what a registry knows that is not trusted', false, 3, { known: false, verdict: 'unknown' }],
  ])('%s', async (_, trusts, status, expected) => {
    const { answers, own, ...run } = await ask(['npm:@acme/tool'], (world) => ({
      files: { '.npmrc': `@acme:registry=${world.own.url}\n`, 'package.json': manifest({}) },
      config: trusts ? `trusted-registries: ["${world.own.url}"]\n` : '',
    }));
    expect(answers).toMatchObject([expected]);
    expect([run.status, own.log.length > 0]).toEqual([status, trusts]);
  });

  it.each([
    [
      'json',
      [
        { known: false, verdict: 'unknown' },
        { known: false, verdict: 'unknown' },
      ],
    ],
    ['text', []],
  ])('never asks a public registry for a private name: %s', async (format, expected) => {
    const { answers, npm, pypi, osv, status } = await ask(
      ['npm:acme-secret', 'pypi:acme-secret'],
      () => ({ config: 'private: { npm: ["acme-*"], pypi: ["acme-*"] }\n' }),
      ['--format', format],
    );
    expect(answers).toMatchObject(expected);
    expect([status, npm.log, pypi.log, osv.log]).toEqual([3, [], [], []]);
  });

  it('takes an outage for no answer', async () => {
    const { answers, status } = await ask(['npm:left-pad'], ({ npm }) => {
      void npm.close();
      return {};
    });
    expect(answers).toMatchObject([{ known: false, verdict: 'unknown' }]);
    expect(status).toBe(3);
  });

  it('says what the bundled names say, offline, and asks nobody', async () => {
    const { answers, npm, osv, ...run } = await ask(['npm:react', 'npm:acme-nowhere-listed'], undefined, [
      '--format',
      'json',
      '--offline',
    ]);
    expect(answers).toMatchObject([
      { known: true, rank: expect.any(Number), verdict: 'unremarkable' },
      { known: false, verdict: 'unknown' },
    ]);
    expect([run.status, npm.log, osv.log]).toEqual([3, [], []]);
  });

  it.each([
    [['npm', 'left-pad', 'pypi'], /pypi: which name\? Give "pypi left-pad", and pkg:pypi\/pypi for/],
    [['npm'], /npm: which name\? Give "npm left-pad"/],
    [['left-pad'], /left-pad: of which ecosystem\? Give pkg:npm\/left-pad or "npm left-pad"/],
    [['cargo:serde'], /cargo:serde: of which ecosystem\? Known are .*npm, pypi/],
    [['--format', 'xml', 'npm:a'], /give json or text/],
    [['--nonsense'], /nonsense/],
  ])('%j ends with status 2', async (args, words) => {
    const run = await runCli(['name', '--offline', ...args]);
    expect([run.status, run.stdout, run.stderr]).toEqual([2, '', expect.stringMatching(words)]);
  });
});

describe('the card', () => {
  it('is short for a name that is well', async () => {
    const { stdout, npm } = await ask(['npm:left-pad'], undefined, []);
    expect(stdout.split('\n')).toEqual([
      'left-pad (npm): nothing remarkable',
      `  exists     since ${ago(1000).slice(0, 10)} (2 years), 1 release, latest 1.3.0 of ${ago(1000).slice(0, 10)}`,
      '  by         acme-publisher',
      '             https://code.acme.example/acme/left-pad',
      '             "Tools for left-pad"',
      expect.stringMatching(/^ {2}used {7}among the 10,000 most used of npm \(rank [\d,]+ in \d{4}-\d\d\)$/),
      `  comes from ${npm.url} 1.3.0 (npm)`,
      '',
    ]);
  });

  it.each<[string, string, readonly RegExp[]]>([
    [
      'of an imitation',
      'npm:raect',
      [/^raect \(npm\): suspicious$/m, /resembles {2}react, among the 1,000 most used: two/],
    ],
    [
      'of an absent name',
      'npm:left-padd',
      [/: does not exist$/m, /exists {5}no: .* answered 404, and again/, /meant {6}left-?pad /],
    ],
    [
      'of a young one',
      'npm:xqvzk-newborn',
      [/\(3 days\)/, /but {8}xqvzk-newborn is new here and was first published 3 days ago/],
    ],
    [
      'of a known other name',
      'npm:reactt',
      [/nothing remarkable/, /resembles {2}react,.*\n {13}acme-hand may publish both/],
    ],
    ['of another ecosystem', 'npm:six', [/does not exist/, /^ {13}but PyPI has it$/m]],
    ['of a name that is gone', 'npm:acme-gone', [/exists {5}no longer: first published \d/]],
    ['of what is left out', 'npm:express@4', [/^ {2}written {4}with 4, which is left out/m]],
    ['of another spelling', 'pypi:Six', [/^six \(Python\)/, /^ {2}written {4}as Six, which is the same to PyPI$/m]],
    [
      'of one that is deprecated',
      'npm:quillvane',
      [/nothing remarkable/, /but {8}deprecated: use \\u\{1b\}\[31mleft-pad/],
    ],
    ['of an outage', 'docker:acme/none', [/could not be told/, /exists {5}unknown: /]],
  ])('%s says so', async (_, name, words) => {
    const { stdout } = await ask([name], undefined, []);
    for (const one of words) expect(stdout).toMatch(one);
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows no control character of a name, and colours only where they are wanted', async () => {
    const name = `npm:\u001b]0;x\u0007\n::error::\u202e${'x'.repeat(5_000)}`;
    const plain = await runCli(['name', '--offline', name]);
    expect(plain.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|::/);
    expect(plain.stdout.length).toBeLessThan(1_000);
    const painted = await spawnCli(['name', '--offline', 'npm:react'], { env: { FORCE_COLOR: '1' } });
    expect(painted.stdout).toContain('\u001b[1mreact\u001b[0m');
  });

  it('tells several indexes in the order of the client', async () => {
    const { stdout, own, npm } = await ask(
      ['npm:@acme/tool'],
      (world) => ({
        files: { '.npmrc': `@acme:registry=${world.own.url}\n`, 'package.json': manifest({ '@acme/tool': '^1.0.0' }) },
        config: `trusted-registries: ["${world.own.url}"]\n`,
      }),
      [],
    );
    expect(stdout).toContain(`  comes from ${own.url} 1.3.0 (npm)`);
    expect(npm.log).toEqual([]);
  });
});

describe('gazetteer name with names on standard input', () => {
  const pipe = async (input: string | Uint8Array, args: readonly string[] = ['--offline']) => {
    const run = await spawnCli(['name', ...args], { input });
    expect([run.status, run.stderr]).toEqual([0, '']);
    return readAnswers(run.stdout);
  };

  it('writes exactly one line for each line, whatever it holds', async () => {
    const lines = [
      'npm react',
      'npm react\r',
      '',
      '   ',
      'react',
      'pkg:npm/%zz',
      'npm ',
      `npm ${'a'.repeat(10_000)}`,
      `pypi ${'é'.repeat(200_000)}`,
      'npm \u2028x\u2029\u0085\u000b\u000c y',
      'pypi \u202e\u0000\ud7ff',
      'npm __proto__',
      'npm constructor',
      'constructor x',
      'PYPI Requests',
      'npm:@types/node',
      'no-such raect',
    ];
    const answers = await pipe(lines.join('\n'));
    expect(answers.length).toBe(lines.length);
    expect(answers.map(({ verdict }) => verdict)).toEqual([
      ...['unremarkable', 'unremarkable', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'absent', 'absent'],
      ...['absent', 'absent', 'absent', expect.any(String), 'unknown', 'unremarkable', 'unremarkable', 'unknown'],
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[14]?.purl).toBe('pkg:pypi/requests');
  });

  it.each([
    ['nothing', '', 0],
    ['an empty line', '\n', 1],
    ['a line with its end', 'npm a\n', 1],
    ['a last line without its end', 'npm a\nnpm b', 2],
  ])('reads %s', async (_, input, count) => {
    expect((await pipe(input)).length).toBe(count);
  });

  it('answers bytes that are no text', async () => {
    expect(await pipe(Uint8Array.of(0xff, 0x6e, 0xc3, 0x0a, 0x80, 0x0a))).toHaveLength(2);
  });

  it('asks registries for each, in the order of the lines', async () => {
    const world = await startRegistries();
    const folder = makeFolder({ '.github/gazetteer.yml': world.config });
    const input = 'npm zzqvrk-none\nnpm left-pad\nnot a name\npypi six\nnpm left-pad\n';
    const answers = await pipe(input, ['--dir', folder]);
    expect(answers.map(({ known, verdict }) => [known, verdict])).toEqual([
      [false, 'absent'],
      [true, 'unremarkable'],
      [false, 'unknown'],
      [true, 'unremarkable'],
      [true, 'unremarkable'],
    ]);
    expect(world.npm.log.length).toBe(3);
  });

  it('leaves open what the budget of requests does not reach', async () => {
    const world = await startRegistries();
    const folder = makeFolder({ '.github/gazetteer.yml': `${world.config}budget: { requests: 2 }\n` });
    const names = Array.from({ length: 600 }, (_, at) => `npm acme-quillvane-${at}`);
    const answers = await pipe(names.join('\n'), ['--dir', folder]);
    expect(answers.length).toBe(600);
    expect(answers.filter(({ verdict }) => verdict === 'unknown').length).toBeGreaterThanOrEqual(599);
    expect(world.npm.log.length).toBeLessThanOrEqual(2);
  });
});
