import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { makeRepository, operations, start } from '../support/github/harness.ts';
import type { TestRepository } from '../support/github/repository.ts';
import type { GitHubSetup, LoopbackGitHub } from '../support/github/server.ts';
import { auditFiles, manifest, startWorld, summarise, type World } from './world.ts';

/** A world whose public GitHub is the loopback one. */
async function startPlatform(
  repository: TestRepository,
  setup: Partial<GitHubSetup> = {},
): Promise<{ readonly world: World; readonly github: LoopbackGitHub }> {
  const github = await start(repository, { isPublic: true, ...setup });
  const world = await startWorld();
  const config = (extra = '') =>
    world
      .config(extra)
      .replace('registries:\n', `registries:\n  githubactions: { url: "${github.url}", mirrors-public: true }\n`);
  return { world: { ...world, config }, github };
}

const workflow = (...uses: readonly string[]): Record<string, string> => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${uses.map((one) => `      - uses: ${one}\n`).join('')}`,
});

/** What is said of commits. */
const notesOn = ({ notifications }: Report): readonly string[] =>
  notifications.map(({ message }) => message).filter((message) => message.includes('commit'));

/** A repository with a release, an older release line, and a commit that only somebody's fork has. */
function makeHistory() {
  const repository = makeRepository();
  const first = repository.commit({ 'action.yml': 'name: a\n' });
  repository.git('checkout', '--quiet', '-b', 'releases/v1');
  const line = repository.commit({ 'action.yml': 'name: a1\n' });
  const tip = repository.commit({ 'action.yml': 'name: a2\n' });
  repository.git('checkout', '--quiet', '--detach', first);
  const tagged = repository.commit({ 'dist.js': 'built\n' });
  repository.git('tag', '-a', 'v2.0.0', '-m', 'release');
  const tagObject = repository.git('rev-parse', 'v2.0.0');
  repository.git('checkout', '--quiet', '--detach', first);
  const foreign = repository.commit({ 'action.yml': 'name: evil\n' });
  repository.git('checkout', '--quiet', 'main');
  const last = repository.commit({ 'action.yml': 'name: b\n' });
  return { repository, first, line, tip, tagged, tagObject, foreign, last };
}

describe('a commit that a file pins', () => {
  it('is told where only a fork has it: of actions, and of packages of npm and PyPI', async () => {
    const { repository, foreign } = makeHistory();
    const { world } = await startPlatform(repository);
    const { report, status } = await auditFiles(
      world,
      { 'package.json': manifest({}), 'requirements.txt': '' },
      {
        ...workflow(`acme/shop@${foreign}`),
        'package.json': manifest({ odd: `git+https://github.com/acme/shop.git#${foreign}` }),
        'requirements.txt': `six @ https://github.com/acme/shop/archive/${foreign}.zip\n`,
      },
    );
    expect(status).toBe(1);
    expect(summarise(report)).toEqual([
      'high unpinned-action acme/shop .github/workflows/a.yml:6',
      'high direct-url odd package.json:5',
      'high direct-url six requirements.txt:1',
    ]);
    for (const finding of report.findings) expect(finding.message).toContain('through a fork');
  });

  it.each(['first', 'last', 'line', 'tip', 'tagged', 'tagObject'] as const)(
    'is taken for pinned: %s',
    async (which) => {
      const history = makeHistory();
      const { world } = await startPlatform(history.repository);
      const { report, status } = await auditFiles(world, {}, workflow(`acme/shop@${history[which]}`));
      expect([status, summarise(report), notesOn(report)]).toEqual([0, [], []]);
    },
  );

  it('is looked for once, however often it is named, and with one request where the default branch has it', async () => {
    const { repository, first } = makeHistory();
    const { world, github } = await startPlatform(repository);
    await auditFiles(
      world,
      { 'package.json': manifest({}) },
      {
        ...workflow(`acme/shop@${first}`, `acme/shop@${first}`),
        'package.json': manifest({ odd: `git+ssh://git@github.com/acme/shop.git#${first}` }),
      },
    );
    expect(operations(github).sort()).toEqual(['repos/compare-commits-with-basehead', 'repos/get', 'repos/get-commit']);
  });

  it('is told as not answered where GitHub does not answer, and fails nothing', async () => {
    const { repository, foreign } = makeHistory();
    const { world, github } = await startPlatform(repository);
    github.fail({ operation: 'git/list-matching-refs', status: 403, message: 'API rate limit exceeded' });
    const { report, status } = await auditFiles(world, {}, workflow(`acme/shop@${foreign}`));
    expect([status, summarise(report), report.unverified]).toEqual([0, [], []]);
    expect(notesOn(report)).toEqual([
      expect.stringMatching(/^not answered for 1 commit: .* answered 403 \(forbidden\)\)$/),
    ]);
  });

  it('is asked of nobody offline, nor of other hosts', async () => {
    const { repository, foreign } = makeHistory();
    const { world, github } = await startPlatform(repository);
    const offline = await auditFiles(world, {}, workflow(`acme/shop@${foreign}`), ['--offline']);
    expect(offline.report.notifications.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('offline'),
    );
    const elsewhere = { 'package.json': manifest({ odd: `git+https://git.acme.example/acme/shop.git#${foreign}` }) };
    const { report } = await auditFiles(world, { 'package.json': manifest({}) }, elsewhere);
    expect(summarise(report)).toEqual(['medium direct-url odd package.json:5']);
    expect(github.requests).toEqual([]);
  });

  it('does not hide behind a hundred others', async () => {
    const { repository } = makeHistory();
    const { world, github } = await startPlatform(repository);
    // None of them is there. To ask git for each of them keeps the server busy for longer than an answer may take.
    for (const operation of ['repos/compare-commits-with-basehead', 'git/get-tag'])
      github.fail({ operation, status: 404, message: 'Not Found' });
    github.fail({ operation: 'repos/get-commit', status: 422, message: 'No commit found' });
    const many = Array.from({ length: 101 }, (_, at) => `acme/shop@${at.toString(16).padStart(40, '0')}`);
    const { report, status } = await auditFiles(
      world,
      {},
      workflow(...many),
      [],
      'on-unverified: warn\nrules: { nonexistent-version: off }\n',
    );
    expect(summarise(report).filter((one) => /^(?:critical|high) /.test(one))).toEqual([]);
    expect([status, report.verdict]).toEqual([3, 'incomplete']);
    expect(report.unverified).toMatchObject([{ question: 'commit', reason: expect.stringContaining('100 commits') }]);
  });
});

describe('the repository that a workflow names', () => {
  const audited = async (uses: string, setup: Partial<GitHubSetup>) => {
    const { repository, first } = makeHistory();
    repository.git('tag', 'v1', first);
    const { world } = await startPlatform(repository, setup);
    const { report } = await auditFiles(world, {}, workflow(uses));
    return report;
  };

  it.each<[string, string, Partial<GitHubSetup>, readonly string[]]>([
    ['is archived', 'acme/shop@v1', { archived: true }, ['low deprecated-package', 'low unpinned-action']],
    [
      'has another owner today, and the old one is there',
      'octo/store@v1',
      { formerNames: ['octo/store'], accounts: ['octo'] },
      ['low deprecated-package'],
    ],
    [
      'has another owner today, and nobody holds the old name',
      'octo/store@v1',
      { formerNames: ['octo/store'] },
      ['medium unclaimed-name'],
    ],
    ['was never there, nor its owner', 'octo/store@v1', {}, ['critical nonexistent-package']],
    ['may be private', 'octo/store@v1', { accounts: ['octo'] }, []],
    [
      'is called as a well-known one is, but for a slip',
      'actons/checkout@v1',
      { owner: 'actons', repo: 'checkout' },
      ['low lookalike-name'],
    ],
  ])('%s', async (_, uses, setup, expected) => {
    const said = summarise(await audited(uses, setup)).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(said).toEqual(expect.arrayContaining([...expected]));
    expect(said.filter((line) => !line.endsWith('unpinned-action') && !expected.includes(line))).toEqual([]);
  });
});
