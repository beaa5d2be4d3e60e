import { expect, it } from 'vitest';
import { defaultPolicy } from '../config/defaults.ts';
import { readComments } from './comments.ts';
import type { JudgedFinding } from './evaluate.ts';
import type { LoadedFile } from './read.ts';

const now = new Date('2026-06-15T12:00:00Z');

function read(text: string, { path = 'requirements.txt', role = 'manifest', changed = true } = {}) {
  const file = { path, text, parsed: { role } } as LoadedFile;
  const policy = { ...defaultPolicy, inlineExceptions: ['young-package'] };
  const head = { files: new Map([[path, file]]) };
  return readComments({ head, changed: changed ? [{ path, change: 'modified' }] : [] }, policy, now);
}

const at = (startLine: number, ruleId = 'young-package') =>
  ({ ruleId, location: { path: 'requirements.txt', startLine } }) as JudgedFinding;

const comment = '# gazetteer-ignore: young-package -- we know them';

it('accepts what stands on its line and on the next, and nothing else', () => {
  const comments = read(`a\n${comment}\r\nb\nc\n`);
  expect([1, 2, 3, 4].map((line) => comments.acceptanceOf(at(line))?.reason)).toEqual([
    undefined,
    'we know them',
    'we know them',
    undefined,
  ]);
  expect(comments.acceptanceOf(at(3, 'yanked-version'))).toBeUndefined();
  expect(comments.notes()).toEqual([]);
});

it.each([
  ['b # gazetteer-ignore', ''],
  ['b # gazetteer-ignore: young-package', ''],
  ['b # gazetteer-ignore: young-package --', ''],
  ['b # gazetteer-ignore: young-package until soon -- x', ''],
  ['b # gazetteer-ignore: young-package until 2026-06-14 -- x', ' (young-package)'],
  ['b # gazetteer-ignore: yanked-version -- x', ' (yanked-version)'],
  ['b # gazetteer-ignore: gate-changed -- x', ' (gate-changed)'],
])('tells %s, which does not count', (line, rule) => {
  const comments = read(`${line}\n`);
  expect(comments.acceptanceOf(at(1))).toBeUndefined();
  expect(comments.notes()).toMatchObject([
    { level: 'warning', message: expect.stringContaining(`.txt:1${rule}. The`) },
  ]);
});

it('holds on its last day', () => {
  const { acceptanceOf } = read(`${comment.replace(' --', ' until 2026-06-15 --')}\n`);
  expect(acceptanceOf(at(1))).toEqual({ by: 'comment', reason: 'we know them', expires: '2026-06-15' });
});

it.each([{ role: 'lockfile' }, { path: 'package.json' }, { changed: false }])('reads no comment of %j', (patch) => {
  const comments = read(comment, patch);
  expect(
    comments.acceptanceOf({ ...at(1), location: { ...at(1).location, path: patch.path ?? 'requirements.txt' } }),
  ).toBeUndefined();
  expect(comments.notes()).toEqual([]);
});
