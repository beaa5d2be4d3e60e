import { expect, it } from 'vitest';
import type { Question } from '../model/question.ts';
import { createRecordLimit } from './record-limit.ts';

const record = (id: string, version = '1.0.0'): Question => ({
  kind: 'advisory',
  ecosystem: 'npm',
  name: 'x',
  version,
  id,
});
const many = (from: number, to: number): readonly Question[] =>
  Array.from({ length: to - from }, (_, at) => record(`GHSA-${from + at}`));

it('reads two hundred records in the order of the questions, each once, over all rounds', () => {
  const limit = createRecordLimit()(1);
  expect(limit([...many(0, 150), ...many(0, 150)]).size).toBe(0);
  const refused = limit([record('GHSA-3', '2.0.0'), ...many(150, 260)]);
  expect(refused.size).toBe(60);
  expect([...refused.values()][0]).toMatchObject({ state: 'unknown', reason: expect.stringContaining('200') });
  expect([...refused.keys()][0]).toContain('GHSA-200');
});

it('always reads what tells of malware, and limits nothing else', () => {
  const limit = createRecordLimit()(1);
  limit(many(0, 300));
  const others: readonly Question[] = [
    record('MAL-2026-1'),
    { kind: 'advisories', ecosystem: 'npm', name: 'x' },
    { kind: 'package', ecosystem: 'npm', name: 'x', registry: 'https://npm.acme.example' },
  ];
  expect(limit(others).size).toBe(0);
});

it('lets packages take turns', () => {
  const limit = createRecordLimit()(1);
  const other: Question = { kind: 'advisory', ecosystem: 'npm', name: 'y', version: '1.0.0', id: 'GHSA-other' };
  const refused = [...limit([...many(0, 250), other]).keys()];
  expect(refused.length).toBe(51);
  expect(refused.join()).not.toContain('GHSA-other');
});

it('leaves to each part that is to come as much as the others have, and what they did not take', () => {
  const shareOf = createRecordLimit();
  const readOf = (parts: number, from: number, to: number) => to - from - shareOf(parts)(many(from, to)).size;
  expect([readOf(4, 0, 300), readOf(3, 300, 310), readOf(2, 310, 610), readOf(1, 610, 910)]).toEqual([50, 10, 70, 70]);
  expect(readOf(1, 0, 1000)).toBe(50 + 10 + 70 + 70);
});

it('counts all questions of one part together', () => {
  const limit = createRecordLimit()(2);
  expect([limit(many(0, 90)).size, limit(many(90, 120)).size]).toEqual([0, 20]);
});
