import { rule } from '../../src/rules/index-collision/index.ts';
import type { ChoiceLiteral, IndexLiteral } from './choices.ts';
import { type RuleInput, runRule } from './rules.ts';

/** The public index. */
export const open = { url: 'https://pypi.example/simple', weight: 'default', public: true } as const;
export const line = { path: 'requirements.txt', startLine: 1, startColumn: 1, endLine: 1, endColumn: 40 };
/** An index that a line sets beside it. */
export const inner = { url: 'https://pypi.acme.example/simple', weight: 'extra', at: line } as const;

/** What is said of one of the two. */
export type Index = Partial<IndexLiteral>;
export type Told = Partial<ChoiceLiteral>;

/** What a client chooses from. */
export const choiceOf = (other: Index, everyone: Index, told: Told = {}): ChoiceLiteral => ({
  client: 'pip',
  indexes: [
    { ...open, ...everyone },
    { ...inner, ...other },
  ],
  ...told,
});

/** What is told of a name that both may serve. */
export const judge = (other: Index, everyone: Index, told: Told = {}, subject: RuleInput['subject'] = {}) =>
  runRule(rule, {
    subject: { ...subject, dependency: { name: 'acme-utils', ...subject.dependency } },
    facts: { choice: choiceOf(other, everyone, told) },
  });

/** Versions with a hash each. */
export const hashed = (...list: readonly (readonly [string, string])[]): Index => ({
  versions: list.map(([version, digest]) => ({ version, hashes: [`sha256:${digest}`] })),
});
