import { describe, expect, it } from 'vitest';
import { runRule } from '../../../test/support/rules.ts';
import type { Execution } from '../../model/execution.ts';
import { rule } from './index.ts';

const agents: Execution = {
  kind: 'entries',
  runs: 'its agents run Python that a model writes',
  changed: 'Since 2.0 it asks first.',
  entries: [
    { path: 'acme_agents.create_table_agent', when: { allow_dangerous_code: true } },
    { path: 'acme_agents.tools.PythonTool' },
    { path: 'acme_agents.tools.ShellTool' },
    { path: 'acme_agents.sql.SqlChain' },
  ],
  flaws: [],
  sources: ['https://docs.acme.example/agents'],
};
const interpreter: Execution = { ...agents, kind: 'purpose', runs: 'Python that a model writes runs with exec()' };
const flaw = { ids: ['CVE-2025-46724', 'GHSA-jqq5-wc57-f8hj'], fixed: '0.53.15' };

const judge = (value: Execution, subject: object = {}, dependency: object = {}) =>
  runRule(rule, {
    subject: { ...subject, dependency: { ecosystem: 'pypi', name: 'acme-agents', version: '1.0', ...dependency } },
    facts: { execution: { state: 'present', value, source: 'bundled' } },
  });

describe('executes-model-output', () => {
  it('says what runs, and where it belongs', () => {
    expect(judge(interpreter)).toMatchObject([
      {
        version: '1.0',
        message: 'acme-agents 1.0 runs what a language model writes: Python that a model writes runs with exec().',
        remediation:
          'Keep what it runs in a container or another process without credentials and network, with limits of time and memory.',
      },
    ]);
  });

  it('says what to look for, and has all of it in the evidence', () => {
    const [draft] = judge(agents);
    expect(draft?.message).toBe(
      'acme-agents 1.0 can run what a language model writes: its agents run Python that a model writes.',
    );
    expect(draft?.remediation).toContain(
      'See whether the project uses create_table_agent with allow_dangerous_code, PythonTool, ShellTool or another of its 4 such parts:',
    );
    expect(draft?.evidence).toMatchObject([
      { fact: 'execution', source: 'bundled', observed: 'present' },
      { fact: 'execution', source: 'https://docs.acme.example/agents', observed: 'present' },
    ]);
    expect(draft?.evidence[0]?.value).toContain('acme_agents.sql.SqlChain');
    expect(draft?.evidence[0]?.value).toContain('Since 2.0 it asks first');
  });

  it('names methods with their class, and options with their value', () => {
    const entries = [{ path: 'acme.base.Base.ask', when: { mode: 'local' } }, { path: 'run' }];
    expect(judge({ ...agents, entries })[0]?.remediation).toContain('uses Base.ask with mode=local, run:');
  });

  it('names three flaws of the version, with what fixes them', () => {
    const more = ['CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003'].map((id) => ({ ids: [id] }));
    const [draft] = judge({ ...agents, flaws: [flaw, ...more] });
    expect(draft).toMatchObject({ severity: 'medium', remediation: expect.stringMatching(/^Take a release without/) });
    expect(draft?.message).toContain(
      ' This version is open to CVE-2025-46724 (fixed in 0.53.15), CVE-2026-0001, CVE-2026-0002 and 1 more.',
    );
    expect(draft?.evidence[0]?.value).toContain('GHSA-jqq5-wc57-f8hj');
    expect(draft?.evidence[0]?.value).toContain('CVE-2026-0003');
  });

  it.each([
    ['a new package that is made for it', interpreter, {}, {}, 'medium'],
    ['one that another package brings in', interpreter, {}, { direct: false }, 'medium'],
    ['an update of one', interpreter, { newToRepository: false }, {}, 'low'],
    ['an update to one with a flaw', { ...interpreter, flaws: [flaw] }, { newToRepository: false }, {}, 'medium'],
    ['a new package with such parts', agents, {}, {}, 'low'],
    ['one of these that another package brings in', agents, {}, { direct: false }, 'info'],
    ['an update of one of these', agents, { newToRepository: false }, {}, 'info'],
    ['one of these with a flaw', { ...agents, flaws: [flaw] }, {}, { direct: false }, 'medium'],
  ] as const)('grades %s', (_, value, subject, dependency, severity) => {
    expect(judge(value, subject, dependency).map((draft) => draft.severity)).toEqual([severity]);
  });

  it.each([
    ['what is its own', { own: true }],
    ['what no registry serves', { registries: [] }],
    ['what is private', { privateBy: 'acme-*' }],
    ['what installs nothing', { constrains: true }],
  ] as const)('is silent on %s', (_, subject) => {
    expect(judge(interpreter, subject)).toEqual([]);
  });

  it('speaks of no version where none is known', () => {
    const dependency = { ecosystem: 'pypi', name: 'acme-agents' };
    const facts = { execution: { state: 'present', value: { ...agents, entries: [] } } } as const;
    const [draft] = runRule(rule, { subject: { dependency }, facts });
    expect(draft?.message).toMatch(/^acme-agents can run/);
    expect(draft?.remediation).toContain('uses such a part');
    expect(draft).not.toHaveProperty('version');
  });
});
