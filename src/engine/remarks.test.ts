import { expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import type { DependencySubject } from '../model/subject.ts';
import { type Remark, remarkOn, tellRemarks } from './remarks.ts';

const context = factContext({ now: new Date('2026-06-15T12:00:00Z') });

const remark = (name: string, direct: boolean, more: Partial<DependencySubject> = {}, told: Partial<Remark> = {}) => ({
  ...remarkOn({ ...subjectOf({ dependency: { name, direct } }), newToRepository: true, ...more }, context),
  level: 'note' as const,
  topic: 'late',
  before: 'late: ',
  counts: 'packages' as const,
  after: '!',
  ...told,
});

it('names first what the repository names itself, then what is new to it, then what few use, and each once', () => {
  const known = { newToRepository: false };
  const all = [
    remark('lodash', false, known),
    remark('xqvzk-b', false, known),
    remark('xqvzk-a', false, known),
    remark('express', false),
    remark('xqvzk-c', false),
    remark('react', true, known),
    remark('xqvzk-d', true, { fileRole: 'prose' }),
    remark('xqvzk-e', true),
    remark('express', false, known),
  ];
  const order = ['xqvzk-e', 'react', 'xqvzk-c', 'xqvzk-d', 'express', 'xqvzk-a', 'xqvzk-b', 'lodash'];
  for (const some of [all, all.toReversed()])
    expect(tellRemarks(some)).toEqual([
      { level: 'note', message: 'late: 8!', packages: order.map((name) => `pkg:npm/${name}`) },
    ]);
});

it('makes one note of each topic, and counts of each package once what its remarks count', () => {
  const about = { topic: 'archives', counts: 'amounts', amount: 3, level: 'warning', unanswered: 'details' } as const;
  const all = [
    remark('a', true),
    remark('b', true, {}, about),
    remark('b', true, {}, about),
    remark('c', true, {}, about),
  ];
  expect(tellRemarks(all)).toMatchObject([
    { level: 'note', message: 'late: 1!', packages: ['pkg:npm/a'] },
    { level: 'warning', message: 'late: 6!', packages: ['pkg:npm/b', 'pkg:npm/c'], unanswered: 'details' },
  ]);
  const commits = { counts: 'remarks', unit: 'commit' } as const;
  const one = remark('a', true, {}, commits);
  expect(tellRemarks([one])).toMatchObject([{ message: 'late: 1 commit!' }]);
  expect(tellRemarks([one, one])).toMatchObject([{ message: 'late: 2 commits!', packages: ['pkg:npm/a'] }]);
  expect(tellRemarks([])).toEqual([]);
});
