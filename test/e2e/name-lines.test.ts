import { spawn } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { dist, spawnCli } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Answer {
  readonly purl: string;
  readonly known: boolean;
  readonly lookalike: { readonly target: string; readonly kind: string } | null;
}

/** What `gazetteer name` answers to lines on its standard input. */
async function ask(
  input: string | Buffer,
  ...args: readonly string[]
): Promise<{ readonly answers: readonly Answer[]; readonly stderr: string }> {
  const { status, stdout, stderr } = await spawnCli(['name', '--offline', '--format', 'json', ...args], { input });
  expect(`${status} ${stderr}`).toBe('0 ');
  const lines = stdout.split('\n');
  expect(lines.pop()).toBe('');
  return { answers: lines.map((line) => JSON.parse(line)), stderr };
}

describe('gazetteer name, given names on standard input', () => {
  it('answers each line in its turn, whatever it is', async () => {
    const lines = [
      'npm react',
      '',
      ' ',
      'npm ',
      'npm  react',
      'npm react ',
      'npm\treact',
      'pkg:npm/%40babel/core@7.0.0',
      'pkg:npm/%E0%A4%A',
      'npm React',
      'npm REACT',
      'npm re\u0301act',
      'npm r\u00e9act',
      'pypi Requests',
      'pypi rеquests',
      'npm a\u2028b\u2029c\u0085d\ve\rf',
      'npm \uFEFFreact',
      'npm __proto__',
      '__proto__ constructor',
      'npm @',
      'npm @/',
      'npm //',
      `npm ${'a'.repeat(10_000)}`,
      `npm ${'a-'.repeat(5_000)}`,
      `npm @${'a/'.repeat(5_000)}`,
      `pypi ${'-'.repeat(10_000)}`,
      `pypi ${'е'.repeat(10_000)}`,
      'npm \0',
    ];
    const { answers } = await ask(`${lines.join('\r\n')}\n`);
    expect(answers).toHaveLength(lines.length);
    const of = (line: string) => answers[lines.indexOf(line)];
    expect(of('npm react')).toMatchObject({ purl: 'pkg:npm/react', known: true, lookalike: null });
    expect(of('npm\treact')).toEqual(of('npm react'));
    expect(of('pypi Requests')).toMatchObject({ purl: 'pkg:pypi/requests', known: true });
    expect(of('npm React')).toMatchObject({ purl: 'pkg:npm/React' });
    for (const line of ['npm re\u0301act', 'npm r\u00e9act', 'npm \uFEFFreact'])
      expect(of(line)?.lookalike).toMatchObject({ target: 'pkg:npm/react', kind: 'confusable' });
    expect(of('pypi rеquests')?.lookalike).toMatchObject({ target: 'pkg:pypi/requests', kind: 'confusable' });
    expect(of('pkg:npm/%40babel/core@7.0.0')).toMatchObject({ purl: 'pkg:npm/%40babel/core', known: true });
    expect(of(lines[15] ?? '')?.purl).toBe('pkg:npm/a%E2%80%A8b%E2%80%A9c%C2%85d%0Be%0Df');
  });

  it('needs no line feed at the end, takes bytes that are no text, and an empty input', async () => {
    expect((await ask('npm react\nnpm vue')).answers.map(({ purl }) => purl)).toEqual(['pkg:npm/react', 'pkg:npm/vue']);
    expect((await ask(Buffer.from([0x6e, 0xff, 0xfe, 0x0a, 0xc3, 0x0a]))).answers).toHaveLength(2);
    expect((await ask('')).answers).toEqual([]);
    expect((await ask('\n\n')).answers).toHaveLength(2);
  });

  it('takes a character of every block of Unicode', async () => {
    const lines: string[] = [];
    for (let code = 0x80; code <= 0x10_ffff; code += 0x80)
      if (code < 0xd800 || code > 0xdfff) lines.push(`npm rea${String.fromCodePoint(code + 1)}ct`);
    const { answers } = await ask(lines.join('\n'));
    expect(answers).toHaveLength(lines.length);
    expect(answers.map(({ purl }) => decodeURIComponent(purl))).toEqual(
      lines.map((line) => line.replace('npm ', 'pkg:npm/')),
    );
    // The table of names takes one of 256 others for one of its own.
    expect(answers.filter(({ known }) => known).length).toBeLessThan(lines.length / 128);
  });

  it('takes 100,000 names at once', async () => {
    const known = ['react', 'vue', '@babel/core', '@types/node', 'left-pad', 'express', 'lodash.merge', 'core-js'];
    const lines = Array.from({ length: 100_000 }, (_, at) => `npm ${known[at % known.length]}`);
    const { answers } = await ask(lines.join('\n'));
    expect(answers).toHaveLength(lines.length);
    expect(answers.every(({ known: isKnown, lookalike }) => isKnown && lookalike === null)).toBe(true);
  });

  it('takes no byte order mark for part of a name', async () => {
    expect((await ask('\ufeffnpm react\n')).answers).toMatchObject([{ purl: 'pkg:npm/react', known: true }]);
  });

  it('judges the shape alone where that is asked for', async () => {
    const names = ['preact', 'loadash', 'colour', 'momment', 'reactjs', 'webpack4', 'node-express', 'jquerry'];
    const input = names.map((name) => `npm ${name}\n`).join('');
    const { answers: usual } = await ask(input);
    const { answers: bare } = await ask(input, '--ignore-adoption');
    const flagged = (answers: readonly Answer[]) => answers.filter(({ lookalike }) => lookalike !== null).length;
    expect(flagged(bare)).toBeGreaterThan(flagged(usual));
    expect(bare.map(({ known }) => known)).toEqual(usual.map(({ known }) => known));
  });

  it('takes it for no fault that nobody reads on', async () => {
    const child = spawn(process.execPath, [dist('cli.js'), 'name', '--offline'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += String(text);
    });
    child.stdin.on('error', () => {});
    child.stdout.once('data', () => child.stdout.destroy());
    const writing = setInterval(() => child.stdin.write('npm react\n'.repeat(1_000)), 5);
    const status = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(writing);
    expect([status, stderr]).toEqual([0, '']);
  });
});
