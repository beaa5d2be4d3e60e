import { names } from './names.ts';
import { skipBlanks } from './scan.ts';

/** Names that a marker may compare (packaging.python.org, dependency specifiers, environment markers; and the old dotted spellings). */
const variables = new Set([
  'python_version',
  'python_full_version',
  'os_name',
  'os.name',
  'sys_platform',
  'sys.platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform.version',
  'platform_machine',
  'platform.machine',
  'platform_python_implementation',
  'platform.python_implementation',
  'python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
]);

const comparisons = ['===', '==', '~=', '!=', '<=', '>=', '<', '>'];

/** Where an extra is asked for, its name alone is equal to that. */
const ofExtra = /^(?:extra\s*==\s*(?:"([^"]+)"|'([^']+)')|(?:"([^"]+)"|'([^']+)')\s*==\s*extra)$/;

/** What stands between two parentheses, so far: whether one of the alternatives before may hold, and all of the present one. */
interface Group {
  any: boolean;
  all: boolean;
}

const mayHold = ({ any, all }: Group): boolean => any || all;

/**
 * Whether a marker holds nowhere unless somebody asks for one more extra: `extra == "test"`, and what hangs on it. Whatever
 * else is compared may be so somewhere, and what is no marker holds everywhere. Linear.
 * @param asked those that are asked for, normalised
 */
export function needsExtra(text: string, asked: ReadonlySet<string> = new Set()): boolean {
  if (rejectMarker(text) !== undefined) return false;
  let group: Group = { any: false, all: true };
  const around: Group[] = [];
  let left: number | undefined;
  const take = (holds: boolean) => {
    group.all &&= holds;
  };
  for (let at = skipBlanks(text, 0), token = readToken(text, at); token !== undefined; token = readToken(text, at)) {
    if (token.kind === '(') {
      around.push(group);
      group = { any: false, all: true };
    } else if (token.kind === ')') {
      const inner = mayHold(group);
      group = around.pop() ?? group;
      take(inner);
    } else if (token.kind === 'operand') {
      if (left !== undefined) take(mayCompare(text.slice(left, token.end), asked));
      left = left === undefined ? at : undefined;
    } else if (text.startsWith('or', at)) group = { any: mayHold(group), all: true };
    at = skipBlanks(text, token.end);
  }
  return !mayHold(group);
}

function mayCompare(comparison: string, asked: ReadonlySet<string>): boolean {
  const extra = ofExtra
    .exec(comparison)
    ?.slice(1)
    .find((name) => name !== undefined);
  return extra === undefined || asked.has(names.normalise(extra));
}

interface Token {
  readonly kind: '(' | ')' | 'operand' | 'comparison' | 'boolean';
  readonly end: number;
}

/** What may come next: an operand and what follows it, twice for each comparison. */
type Expected = 'left' | 'comparison' | 'right' | 'end';

/** Deeper nesting than anybody writes; the reader itself needs no stack. */
const maxDepth = 64;

/** What may follow a token where it was expected; parentheses count on top of it. */
const transitions: Readonly<Record<Expected, Partial<Record<Token['kind'], Expected>>>> = {
  left: { '(': 'left', operand: 'comparison' },
  comparison: { comparison: 'right' },
  right: { operand: 'end' },
  end: { ')': 'end', boolean: 'left' },
};

/**
 * Why a text is no environment marker (PEP 508), or undefined where it is one. Says nothing of its truth: an entry whose
 * marker never holds today is audited all the same. Linear; a state machine instead of recursion.
 */
export function rejectMarker(text: string): string | undefined {
  let expected: Expected = 'left';
  let depth = 0;
  for (let at = skipBlanks(text, 0); at < text.length; ) {
    const token = readToken(text, at);
    if (token === undefined) return `"${text.charAt(at)}" is no part of an environment marker`;
    const next: Expected | undefined = transitions[expected][token.kind];
    depth += Number(token.kind === '(') - Number(token.kind === ')');
    if (next === undefined || depth < 0 || depth > maxDepth) {
      return `"${text.slice(at, Math.min(token.end, at + 40))}" is out of place in the environment marker`;
    }
    expected = next;
    at = skipBlanks(text, token.end);
  }
  if (expected !== 'end') return 'the environment marker is incomplete';
  return depth === 0 ? undefined : 'the environment marker lacks a closing parenthesis';
}

function readToken(text: string, at: number): Token | undefined {
  const char = text.charAt(at);
  if (char === '(' || char === ')') return { kind: char, end: at + 1 };
  if (char === '"' || char === "'") {
    const end = text.indexOf(char, at + 1);
    return end < 0 ? undefined : { kind: 'operand', end: end + 1 };
  }
  const operator = comparisons.find((op) => text.startsWith(op, at));
  if (operator !== undefined) return { kind: 'comparison', end: at + operator.length };
  const end = endOfWord(text, at);
  const word = text.slice(at, end);
  if (word === 'and' || word === 'or') return { kind: 'boolean', end };
  if (word === 'in') return { kind: 'comparison', end };
  if (word === 'not') {
    const next = skipBlanks(text, end);
    const last = endOfWord(text, next);
    return text.slice(next, last) === 'in' ? { kind: 'comparison', end: last } : undefined;
  }
  return variables.has(word) ? { kind: 'operand', end } : undefined;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[A-Za-z0-9._]/.test(text.charAt(at))) at++;
  return at;
}
