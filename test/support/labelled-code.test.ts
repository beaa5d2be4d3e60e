import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LabelledCase, labels, marks, readLabelledCode, splitCases } from './labelled-code.ts';

const page = readFileSync(new URL('../model-output/README.md', import.meta.url), 'utf8');
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;
if (!python)
  console.info('no python3 of version 3.10 or newer is at hand: whether the labelled programs parse is not seen');

const languages = [
  {
    language: 'python',
    least: { vulnerable: 140, lowered: 15, harmless: 180, exposing: 30 },
    paths: /^[a-z_]+(?:\/[a-z_]+)*\.py$/,
    reads: /load_dotenv\(|st\.secrets\[|(?:KEY|TOKEN|SECRET|PASSWORD|DATABASE_URL|DB_URL)["']|-not-a-key|-not-a-secret/,
  },
  {
    language: 'javascript',
    least: { vulnerable: 90, lowered: 12, harmless: 120, exposing: 10 },
    paths: /^[a-z-]+(?:\/[a-z-]+)*\.[cm]?[jt]sx?$/,
    reads: /\benv\.\w*(?:KEY|TOKEN|SECRET|PASSWORD|DATABASE_URL|DB_URL)\b|dotenv\/config|-not-a-key|-not-a-secret/,
  },
] as const;

const countMarks = ({ files }: LabelledCase, mark: (typeof marks)[number]): number =>
  files.reduce((sum, { lines }) => sum + lines[mark].length, 0);

const originsOf = (found: readonly LabelledCase[]): readonly string[] =>
  found.map(({ id, origin }) => `${origin} ${id}`);

describe.each(languages)('the labelled programs in $language', ({ language, least, paths, reads }) => {
  const cases = readLabelledCode(language);
  const labelled = (...wanted: readonly string[]): readonly LabelledCase[] =>
    cases.filter(({ label }) => wanted.includes(label));

  it('are as many as a figure of them needs', () => {
    for (const label of labels) expect(labelled(label).length, label).toBeGreaterThanOrEqual(least[label]);
  });

  it('have an identifier each, and are written once', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ files }) => JSON.stringify(files.map(({ text }) => text)))).size).toBe(cases.length);
  });

  it('have files with paths of their own, the only one of a case with something in it', () => {
    const wrong = cases.filter(({ files }) => {
      const own = new Set(files.map(({ path }) => path));
      const odd = files.some(({ path }) => !paths.test(path));
      return odd || own.size < files.length || files.every(({ text }) => text.trim() === '');
    });
    expect(originsOf(wrong)).toEqual([]);
    expect(cases.filter(({ files }) => files.length > 1).length).toBeGreaterThanOrEqual(8);
  });

  it('say where the model is asked and where its text is run, unless they are harmless', () => {
    const open = labelled('vulnerable', 'lowered').filter(
      (found) => countMarks(found, 'source') === 0 || countMarks(found, 'sink') === 0,
    );
    expect(originsOf(open)).toEqual([]);
    const marked = labelled('harmless').filter((found) => marks.some((mark) => countMarks(found, mark) > 0));
    expect(originsOf(marked)).toEqual([]);
  });

  it('say what bounds the run, and what lowers it', () => {
    const bounds = ['none', 'timeout', 'process', 'process,timeout'];
    const without = cases.filter(({ label, limits }) => (label === 'harmless') === bounds.includes(limits.join(',')));
    expect(originsOf(without)).toEqual([]);
    expect(originsOf(labelled('vulnerable', 'harmless').filter(({ by }) => by !== undefined))).toEqual([]);
  });

  it('mark every credential that is read by name', () => {
    const missed = labelled('vulnerable', 'lowered').flatMap(({ origin, files }) =>
      files.flatMap(({ path, text, lines }) =>
        text
          .split('\n')
          .flatMap((line, at) =>
            reads.test(line) && !lines.exposes.includes(at + 1) ? [`${origin} ${path}: ${line}`] : [],
          ),
      ),
    );
    expect(missed).toEqual([]);
    expect(cases.filter((found) => countMarks(found, 'exposes') > 0).length).toBeGreaterThanOrEqual(least.exposing);
  });

  it('name reserved hosts and this machine alone', () => {
    const hosts = cases.flatMap(({ files }) =>
      files.flatMap(({ text }) => [...text.matchAll(/https?:\/\/([^/:"'`\s]+)/g)].map(([, host = '']) => host)),
    );
    expect(hosts.filter((host) => !host.endsWith('.example') && host !== 'localhost')).toEqual([]);
    expect(hosts.length).toBeGreaterThan(0);
  });
});

it('the labelled programs are lowered by all that the page names, and by nothing else', () => {
  const [, table = ''] = page.split('`by`, in lowered cases:\n\n');
  const known = [...(table.split('\n\n', 1)[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, by]) => by);
  const lowered = languages
    .flatMap(({ language }) => readLabelledCode(language))
    .filter(({ label }) => label === 'lowered');
  expect([...new Set(lowered.map(({ by }) => by))].sort()).toEqual(known.filter((by) => by !== 'by').sort());
});

it.runIf(python)('the labelled programs in python are Python', () => {
  const check = [
    'import ast, json, sys',
    'for name, text in json.load(sys.stdin):',
    '    try: ast.parse(text)',
    '    except SyntaxError as error: print(name, error)',
  ].join('\n');
  const programs = readLabelledCode('python').flatMap(({ id, files }) =>
    files.map(({ path, text }) => [`${id}/${path}`, text]),
  );
  const { status, stdout } = spawnSync('python3', ['-c', check], { input: JSON.stringify(programs), encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

describe('the reader', () => {
  const read = (...lines: readonly string[]) => splitCases(lines.join('\n'), 'x.txt', 'python');

  it('takes the marks off and keeps the numbers of the lines', () => {
    const [first, second, ...more] = read(
      '#%% lowered: a-1 limits=process,timeout by=jail -- for a reason',
      'key = 1  #! exposes',
      '#!/usr/bin/env python3',
      'run(ask())  #! source sink',
      '',
      '#%% harmless: b -- none',
      '#%file a.py',
      'x = 1',
      '#%file pkg/b.py',
      'y = "#%% not at its start"',
    );
    expect(more).toEqual([]);
    expect(first).toEqual({
      id: 'a-1',
      label: 'lowered',
      reason: 'for a reason',
      limits: ['process', 'timeout'],
      by: 'jail',
      origin: 'x.txt:1',
      files: [
        {
          path: 'main.py',
          text: 'key = 1\n#!/usr/bin/env python3\nrun(ask())\n',
          lines: { source: [3], sink: [3], exposes: [1] },
        },
      ],
    });
    expect(second).toMatchObject({ id: 'b', label: 'harmless', limits: [], by: undefined, origin: 'x.txt:6' });
    expect(second?.files.map(({ path, text }) => [path, text])).toEqual([
      ['a.py', 'x = 1\n'],
      ['pkg/b.py', 'y = "#%% not at its start"\n'],
    ]);
  });

  it.each([
    ['a label that nobody knows', ['#%% harmful: a -- b'], 'x.txt:1: not the first line of a case: %% harmful: a -- b'],
    ['no reason', ['#%% harmless: a'], 'x.txt:1: not the first line of a case: %% harmless: a'],
    ['lines before the first case', ['x = 1', '#%% harmless: a -- b'], 'x.txt:1: a file begins with a case'],
    [
      'lines before the first file',
      ['#%% harmless: a -- b', 'x = 1', '#%file a.py'],
      'x.txt:1: lines before the first file',
    ],
    ['a mark that nobody knows', ['#%% harmless: a -- b', 'x = 1  #! sunk'], 'x.txt:1: main.py:1: not a mark: sunk'],
  ])('refuses %s', (_, lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });
});
