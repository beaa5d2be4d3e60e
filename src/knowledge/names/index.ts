import { purl } from '../../model/purl.ts';
import type { SlipFact } from '../../model/rule.ts';
import { githubactions } from './actions.gen.ts';
import { npm as npmScopes } from './scopes.gen.ts';
import { createSlipFinder, type SlipFinder } from './slips.ts';
import { npm, pypi } from './well-known.gen.ts';

const wellKnown: ReadonlyMap<string, string> = new Map([
  ['npm', npm],
  ['pypi', pypi],
  ['githubactions', githubactions],
]);
const publicScopes: ReadonlyMap<string, string> = new Map([['npm', npmScopes]]);

/** Decoded at the first question, by ecosystem. */
const finders = new Map<string, SlipFinder>();
const scopes = new Map<string, ReadonlySet<string>>();
const popular = new Map<string, ReadonlySet<string>>();

/**
 * The well-known package that a name plainly is a slip of the keyboard for: one edit that fingers make, never one that
 * thought makes. The most used target wins.
 * @param name normalised as the ecosystem does
 * @returns undefined where it is none, or the name is well known itself
 */
export function findSlip(ecosystem: string, name: string): SlipFact | undefined {
  const text = wellKnown.get(ecosystem);
  if (text === undefined) return undefined;
  const find = finders.get(ecosystem) ?? createSlipFinder(readLines(text));
  finders.set(ecosystem, find);
  const found = find(name);
  return found === undefined ? undefined : { ...found, purl: purl(ecosystem, found.name) };
}

/**
 * Whether packages of a scope are known to be published publicly; false proves nothing.
 * @param scope with its `@`
 */
export function publishesPublicly(ecosystem: string, scope: string): boolean {
  const text = publicScopes.get(ecosystem);
  if (text === undefined || !scope.startsWith('@')) return false;
  const known = scopes.get(ecosystem) ?? new Set(readLines(text));
  scopes.set(ecosystem, known);
  return known.has(scope.slice(1));
}

/** Whether a name is one of the bundled ones that many people use. */
export function isWellKnown(ecosystem: string, name: string): boolean {
  const text = wellKnown.get(ecosystem);
  if (text === undefined) return false;
  const names = popular.get(ecosystem) ?? new Set(readLines(text));
  popular.set(ecosystem, names);
  return names.has(name);
}

const readLines = (text: string): readonly string[] => text.trim().split('\n');
