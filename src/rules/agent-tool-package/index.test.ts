import { describe, expect, it } from 'vitest';
import { type FactLiterals, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Subject = NonNullable<RuleInput['subject']>;
type Dependency = NonNullable<Subject['dependency']>;
const place = { startLine: 5, endLine: 5 };
const region = (startColumn: number, endColumn: number) => ({ ...place, startColumn, endColumn });

const judge = (dependency: Dependency, subject: Subject = {}, facts: FactLiterals = {}) =>
  runRule(rule, {
    subject: { fileRole: 'script', ...subject, dependency: { agentTool: 'files', ...dependency } },
    facts,
  });
const released = (more: object = {}): FactLiterals => ({
  release: { state: 'present', value: { version: '1.3.0', publishedAt: '2025-03-10T12:00:00Z', ...more } },
});

describe('a package', () => {
  it('is told with the tool, the line and the release of today, which is offered in the place of its name', () => {
    expect(judge({ nameRegion: region(3, 11) }, {}, released())).toMatchObject([
      {
        message:
          'left-pad is run for the agent tool "files" without a version: whatever is published next under the name runs with what the agent may do.',
        remediation: 'Name the version that you looked at; the npm registry has 1.3.0 today.',
        suggestion: { purl: 'pkg:npm/left-pad', replacement: 'left-pad@1.3.0' },
        evidence: [{ fact: 'requirement' }, { fact: 'release', value: '1.3.0' }],
      },
    ]);
  });

  it('that is asked for by a tag gets the version in the place of the tag', () => {
    const dependency = { requirement: 'latest', nameRegion: region(3, 11), requirementRegion: region(12, 18) };
    expect(judge(dependency, {}, released())[0]?.suggestion).toEqual({
      purl: 'pkg:npm/left-pad',
      replacement: '1.3.0',
      of: 'requirement',
    });
  });

  it.each<[string, Dependency, FactLiterals]>([
    ['is younger than a week', {}, released({ publishedAt: '2026-03-08T12:00:00Z' })],
    ['has no time', {}, released({ publishedAt: undefined })],
    ['was yanked', {}, released({ yanked: 'broken' })],
    ['is deprecated', {}, released({ deprecated: '' })],
    ['is not known', {}, {}],
    ['is asked for by a range', { requirement: '>=1', requirementRegion: region(12, 15) }, released()],
    ['has clients that write it in several ways', { ecosystem: 'pypi' }, released()],
  ])('is not replaced where its release %s', (_, dependency, facts) => {
    const [draft] = judge({ nameRegion: region(3, 11), ...dependency }, {}, facts);
    expect(draft?.severity).toBe('medium');
    expect(draft?.suggestion).toBeUndefined();
  });

  it.each<[string, Dependency, string, Subject?]>([
    ['>=1.0', { ecosystem: 'pypi', requirement: '>=1.0' }, 'medium'],
    ['~1.3', { requirement: '~1.3' }, 'low'],
    ['1.3.0 before', {}, 'medium', { previous: { version: '1.3.0' } }],
    ['a range before', {}, 'medium', { previous: { requirement: '^1' } }],
    ['a repository before', {}, 'medium', { previous: { source: { kind: 'git', url: 'https://git.acme.example/x' } } }],
    ['an image of the newest', { ecosystem: 'docker', version: 'latest' }, 'medium'],
    ['an image by its tag', { ecosystem: 'docker', version: '1.2' }, 'low'],
  ])('is graded: %s', (_, dependency, severity, subject) => {
    expect(judge(dependency, subject).map((draft) => draft.severity)).toEqual([severity]);
  });

  it.each<[string, Dependency, Subject?]>([
    ['by a tag before', {}, { previous: { requirement: 'next' } }],
    ['an own one', {}, { own: true }],
    ['a repository', { source: { kind: 'git', url: 'https://git.acme.example/x' } }],
    ['a folder', { source: { kind: 'path', path: './x' } }],
  ])('is not told: %s', (_, dependency, subject) => {
    expect(judge(dependency, subject)).toEqual([]);
  });

  it('of a client without names for its tools is told without one', () => {
    expect(judge({ agentTool: '' })[0]?.message).toContain('is run for a tool of an agent without a version');
  });
});

type Tool = NonNullable<RuleInput['tool']>;
const told = (tool: Tool, options: Readonly<Record<string, unknown>> = {}) => runRule(rule, { tool, options });
const at = (url: string, more: Tool = {}, options = {}) => told({ ...more, setting: { kind: 'remote', url } }, options);

describe('a server elsewhere', () => {
  it.each([
    ['http://127.0.0.1:3000/mcp'],
    ['http://[::1]/mcp'],
    ['http://0.0.0.0:8080/mcp'],
    ['http://host.docker.internal:8080/mcp'],
  ])('is none: %s', (url) => {
    expect(at(url)).toEqual([]);
  });

  it.each([
    ['https://mcp.acme.example/mcp', 'medium'],
    ['wss://mcp.acme.example/mcp', 'medium'],
    ['https://files.internal/mcp', 'low'],
    ['https://files/mcp', 'low'],
    ['https://10.1.2.3/mcp', 'low'],
    ['https://[fd00::1]/mcp', 'low'],
    ['https://[2001:db8::1]/mcp', 'medium'],
    ['http://mcp.acme.example/mcp', 'high'],
    ['http://192.168.1.5:3000/mcp', 'medium'],
    ['http://mcp-server:8000/mcp', 'medium'],
    ['$MCP_URL', 'low'],
    ['<your-address>', 'low'],
  ])('is graded by where it is: %s', (url, severity) => {
    expect(at(url).map((draft) => draft.severity)).toEqual([severity]);
  });

  it('shows neither the path nor a login', () => {
    const said = JSON.stringify(at('https://user:hunter2@mcp.acme.example/s/hunter2/mcp?key=hunter2'));
    expect(said).toContain('mcp.acme.example');
    expect(said).not.toContain('hunter2');
  });

  it('names the vendor, and a program between', () => {
    const [draft] = told({ setting: { kind: 'remote', isBridged: true }, owner: 'Acme' });
    expect(draft?.message).toContain('mcp.acme.example (Acme), through a program that hands on what it answers');
  });

  it('that moved is told with both hosts, and less grave where the new one is familiar', () => {
    const previous = 'https://mcp.octo.example/secret-path';
    expect(at('https://mcp.acme.example/mcp', { previous })).toMatchObject([
      { severity: 'high', message: expect.stringContaining('now is at mcp.acme.example instead of mcp.octo.example') },
    ]);
    expect(at('https://mcp.acme.example/mcp', { previous, isKnownHost: true })[0]?.severity).toBe('medium');
    expect(at('https://mcp.acme.example/mcp', { previous: 'http://localhost:3000' })[0]?.severity).toBe('medium');
    expect(at('http://localhost:3000', { previous })).toEqual([]);
    expect(at('https://mcp.acme.example/mcp', { previous: 'http://mcp.acme.example/mcp' })).toEqual([]);
    expect(at('$MCP_URL', { previous: '$OTHER_URL' })).toEqual([]);
  });

  it('of an own host is told only without encryption', () => {
    const hosts = ['MCP.acme.example', '*.octo.example'];
    expect(at('https://mcp.acme.example/', {}, { hosts })).toEqual([]);
    expect(at('https://a.b.octo.example/', {}, { hosts })).toEqual([]);
    expect(at('https://octo.example/', {}, { hosts })).toHaveLength(1);
    expect(at('https://evilmcp.acme.example/', {}, { hosts })).toHaveLength(1);
    expect(at('http://mcp.acme.example/', {}, { hosts })[0]?.severity).toBe('high');
  });
});

it('tells where plugins come from, and that they moved', () => {
  const plugins = (more: object) => told({ setting: { kind: 'plugins', ...more } });
  expect(plugins({ tool: 'team', ref: 'main' })[0]?.message).toBe(
    'The plugins "team" in .mcp.json, line 3, are taken from github.com/octo/plugins at main, not at a commit: whoever can push there decides which hooks and servers run here.',
  );
  const [moved] = told({ setting: { kind: 'plugins', tool: '' }, previous: 'https://git.acme.example/x' });
  expect(moved?.message).toMatch(/^Plugins in .*, no longer from git\.acme\.example, not at a commit/);
  expect(plugins({ url: 'git@code.acme.example:x.git' })[0]?.message).toContain('from another repository');
  const own = { setting: { kind: 'plugins' }, options: { hosts: ['github.com'] } } as const;
  expect(runRule(rule, { tool: { setting: own.setting }, options: own.options })).toEqual([]);
});

it('says what holds a secret, and what kind it is', () => {
  expect(told({ setting: { kind: 'secret' } })).toMatchObject([
    {
      message:
        'The variable GITHUB_TOKEN of the agent tool "files" in .mcp.json, line 3, holds a GitHub token: everybody who reads this repository, a fork or its history has it.',
      cwe: ['CWE-798', 'CWE-312'],
    },
  ]);
});

it('says what is approved', () => {
  const approval = (more: object) => told({ setting: { kind: 'approval', ...more } })[0]?.message;
  expect(approval({ setting: 'enableAllProjectMcpServers', values: ['true'], reach: 'everything' })).toContain(
    'approves anything an agent does here in advance ("true")',
  );
  expect(approval({ setting: 'enabledMcpjsonServers', values: ['a'], reach: 'listed' })).toContain('these servers do');
  const five = approval({ tool: 'files', values: ['a', 'b', 'c', 'd', 'e'], reach: 'listed' });
  expect(five).toContain(
    'approves what these parts of the agent tool "files" do in advance ("a", "b", "c" and 2 more)',
  );
});
