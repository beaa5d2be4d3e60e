import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOutputs, readRun, runAction } from './runner.ts';
import { createCommandReader } from './runner-commands.ts';

const readLines = (lines: readonly string[]) => {
  const read = createCommandReader();
  return lines.flatMap((line) => read(line) ?? []);
};

describe('the reader of commands', () => {
  it.each([
    [
      '::error file=a%2Cb.txt,line=3,title=x%3Ay::100%25%0Atwo',
      'error',
      { file: 'a,b.txt', line: '3', title: 'x:y' },
      '100%\ntwo',
    ],
    ['  \t::warning::indented', 'warning', {}, 'indented'],
    ['any text ##[error file=x;line=2]legacy%5D', 'error', { file: 'x', line: '2' }, 'legacy]'],
    ['::set-output name=a::still runs', 'set-output', { name: 'a' }, 'still runs'],
    ['::ERROR::capitals', 'ERROR', {}, 'capitals'],
    ['::notice::%250A stays', 'notice', {}, '%0A stays'],
  ])('finds %j', (line, command, properties, data) => {
    expect(readLines([line])).toEqual([{ command, properties, data }]);
  });

  it.each(['text ::error::x', '::unknown::x', '::error', '# #[error]x', '##[unknown]x', ': :error::x'])(
    'passes %j',
    (line) => {
      expect(readLines([line])).toEqual([]);
    },
  );

  it('stops and resumes', () => {
    const found = readLines([
      '::stop-commands::t0ken',
      '::error::hidden',
      '##[error]hidden',
      '::t0ken::',
      '::error::seen',
    ]);
    expect(found.map((command) => `${command.command} ${command.data}`)).toEqual([
      'stop-commands t0ken',
      't0ken ',
      'error seen',
    ]);
  });
});

describe('the limits', () => {
  const ended = (lines: readonly string[]) => ({ exitCode: 0, stdout: '', stderr: '', lines });

  it('shows ten annotations a level and cuts messages', () => {
    const lines = [...Array.from({ length: 12 }, (_, i) => `::error::${i}`), `::warning::${'x'.repeat(5000)}`];
    const result = readRun(ended(lines), '', new Uint8Array());
    expect(result.annotations.filter((annotation) => annotation.level === 'error')).toHaveLength(10);
    expect(result.annotations.at(-1)?.message).toHaveLength(4096);
    expect(result.exceeded).toEqual(['2 more annotations of level error', 'a message of 5000 characters']);
  });

  it('drops a summary over one mebibyte whole', () => {
    const result = readRun(ended([]), '', new Uint8Array(1024 * 1024 + 1));
    expect(result.summary).toBe('');
    expect(result.exceeded).toEqual(['a summary of 1048577 bytes']);
  });

  it('drops columns of several lines and ends before starts', () => {
    const lines = [
      '::error line=2,endLine=3,col=1,endColumn=2::a',
      '::error line=5,endLine=4::b',
      '::error endLine=7,col=3::c',
    ];
    expect(readRun(ended(lines), '', new Uint8Array()).annotations).toEqual([
      { level: 'error', message: 'a', line: 2, endLine: 3 },
      { level: 'error', message: 'b', line: 5 },
      { level: 'error', message: 'c', line: 7, endLine: 7, column: 3 },
    ]);
  });
});

describe('output files', () => {
  it('reads both forms', () => {
    expect(parseOutputs('a=1=2\nb<<END\nx=1\n\ny\nEND\nc=\n')).toEqual({ a: '1=2', b: 'x=1\n\ny', c: '' });
  });

  it.each(['a<<END\nx\n', 'nothing\n'])('refuses %j', (text) => {
    expect(() => parseOutputs(text)).toThrow();
  });
});

describe('runAction', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'gazetteer-runner-test-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('gives inputs, event and files, and reads both streams', async () => {
    const script = join(dir, 'action.mjs');
    writeFileSync(
      script,
      `import { appendFileSync, readFileSync } from 'node:fs';
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
appendFileSync(process.env.GITHUB_OUTPUT, 'verdict=' + process.env['INPUT_FAIL-ON'] + event.number + '\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Summary');
process.stderr.write('::warning::from stderr\\n');
process.stdout.write('a carriage return\\r::error file=x,line=1::injected');
process.exitCode = 3;
`,
    );
    const event = { name: 'pull_request', payload: { number: 7 } };
    const result = await runAction({ script, inputs: { 'fail-on': 'high' }, event });
    expect(result.exitCode).toBe(3);
    expect(result.outputs).toEqual({ verdict: 'high7' });
    expect(result.summary).toBe('# Summary');
    expect(result.annotations).toEqual([
      { level: 'error', message: 'injected', file: 'x', line: 1 },
      { level: 'warning', message: 'from stderr' },
    ]);
  });
});
