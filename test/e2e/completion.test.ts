import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.gen.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { makeFolder, runCli } from './world.ts';

const files = { 'a file.log': '', 'logs/b.log': '', 'other/c.log': '' };
let script = '';

beforeAll(async () => {
  ({ stdout: script } = await runCli(['completion', 'bash']));
});

/** What bash proposes for the last word of a line, in its own splitting: an equals sign is a word. */
function complete(...words: readonly string[]): readonly string[] {
  const code = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gazetteer
for one in "\${COMPREPLY[@]}"; do printf '%s\\n' "$one"; done`;
  const said = execFileSync('bash', ['--norc', '--noprofile', '-c', code, 'bash', 'gazetteer', ...words], {
    cwd: makeFolder(files),
    encoding: 'utf8',
  });
  return said.split('\n').slice(0, -1).sort();
}

describe('gazetteer completion bash', () => {
  it('completes commands', () => {
    expect(complete('')).toEqual([
      '--help',
      '--version',
      'audit',
      'completion',
      'explain',
      'init',
      'inventory',
      'name',
      'verify-log',
      'which',
    ]);
    expect(complete('in')).toEqual(['init', 'inventory']);
  });

  it('completes the options of the command', () => {
    expect(complete('audit', '--no')).toEqual(['--no-cache', '--no-color', '--no-progress', '--now']);
    expect(complete('explain', '--')).toEqual(['--help', '--no-color']);
    expect(complete('audit', '--base', 'main', '--fail-on-')).toEqual(['--fail-on-confidence']);
  });

  it('completes the values of options, after a space or an equals sign', () => {
    expect(complete('audit', '--fail-on', 'h')).toEqual(['high']);
    expect(complete('audit', '--fail-on', '=')).toEqual(['critical', 'high', 'info', 'low', 'medium', 'never']);
    expect(complete('audit', '--on-unverified', '=', 'w')).toEqual(['warn']);
    expect(complete('audit', '--format', '')).toEqual(reporters.map(({ id }) => id).sort());
    expect(complete('which', '--format', '')).toEqual(['json', 'text']);
    expect(complete('init', '--only', '')).toEqual(['companion', 'config', 'workflow']);
    expect(complete('audit', '--now', '')).toEqual([]);
  });

  it('completes rules, paths and nothing where nobody can foresee it', () => {
    expect(complete('explain', '')).toEqual(rules.map(({ meta }) => meta.id).sort());
    expect(complete('verify-log', '')).toEqual(['a file.log', 'logs', 'other']);
    expect(complete('audit', '')).toEqual(['logs', 'other']);
    expect(complete('audit', '--base', 'lo')).toEqual(['logs']);
    expect(complete('audit', '--format', 'sarif', '=', 'logs/')).toEqual(['logs/b.log']);
    expect(complete('name', '')).toEqual([]);
    expect(complete('no-such-command', '')).toEqual([]);
  });

  it('is registered for the command', () => {
    const code = `${script}\ncomplete -p gazetteer`;
    expect(execFileSync('bash', ['--norc', '-c', code], { encoding: 'utf8' })).toContain('-F _gazetteer gazetteer');
  });
});

describe('gazetteer completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints for %s nothing but plain words of the program', async (shell) => {
    const run = await runCli(['completion', shell]);
    expect(run.status).toBe(0);
    for (const word of ['nonexistent-package', 'navigator', 'fail-on-confidence', 'verify-log'])
      expect(run.stdout).toContain(word);
  });

  it.each([[[]], [['powershell']], [['bash', 'zsh']]])('refuses %j and says which shells there are', async (args) => {
    const run = await runCli(['completion', ...args]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('bash, zsh, fish');
  });

  it('has an entry for every command of the program', async () => {
    for (const command of complete('').filter((one) => !one.startsWith('-'))) {
      const run = await runCli([command, '--help']);
      expect([command, run.status]).toEqual([command, 0]);
    }
  });
});
