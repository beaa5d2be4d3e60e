import { type Field, failType, readText } from './field.ts';
import { fail } from './problem.ts';

const maxUrl = 2000;
const maxName = 300;
const maxGlob = 1000;

/** Credentials as variables of the environment: they are for who sends them, not part of the address. */
const variables = /^(https?:\/\/)(?:(?:[\w.~-]+|\$\{[A-Za-z_]\w*\}):)?\$\{[A-Za-z_]\w*\}@/;

/** Base address: no user, query or fragment. A backslash counts as a slash in a browser's eyes, so none is allowed. */
const secure = /^https:\/\/[^/@\s?#\\]+(?:\/[^\s?#\\]*)?$/;
/** RFC 8252 section 7.3 and RFC 6761 section 6.3: what never leaves the machine may be plain http. */
const loopback = /^http:\/\/(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/;

const control = /\p{Cc}/u;

/** The address of a registry or a service, as written; without credentials that variables stand for. */
export function readUrl(field: Field): string {
  const text = readText(field, 'an address', maxUrl).replace(variables, '$1');
  if (control.test(text) || !URL.canParse(text))
    fail(field, 'is no address', 'write it like https://npm.acme.example/');
  const { username, password } = new URL(text);
  if (username !== '' || password !== '') {
    fail(field, 'an address with credentials', `name a variable of the environment instead: https://user:\${TOKEN}@…`);
  }
  if (!secure.test(text) && !loopback.test(text)) {
    fail(field, 'must be https without a query (http only on loopback)', 'write it like https://npm.acme.example/');
  }
  return text;
}

/** A glob of package names; `normalise` spells it as the ecosystem does. */
export function readNameGlob(field: Field, normalise: (name: string) => string): string {
  const text = readText(field, 'a name, with * for any characters', maxName);
  if (control.test(text) || /[\s?[\]{}\\]/.test(text)) {
    fail(field, 'holds a character that no name has', 'use only the wildcard *, as in @acme/*');
  }
  return normalise(text);
}

/** A glob of paths below the root of the repository. */
export const readPathGlob = (field: Field): string => readRelative(field, 'test/fixtures/**');

function readRelative(field: Field, example: string): string {
  const text = readText(field, 'a path, with * and ** as wildcards', maxGlob);
  const segments = text.split('/');
  if (control.test(text) || text.includes('\\'))
    fail(field, 'holds a character that no path has', 'use / between folders');
  if (text.startsWith('!')) fail(field, 'negation is not supported', 'list the paths that are meant');
  if (text.startsWith('/') || segments.includes('..') || segments.includes('.')) {
    fail(field, 'must be relative to the root of the repository', `write it like ${example}`);
  }
  return text;
}

/** A path of one file below the root of the repository. */
export function readPath(field: Field): string {
  const example = '.github/gazetteer-baseline.json';
  const path = readRelative(field, example);
  if (/[*?{}]|\/$/.test(path)) fail(field, 'must be one file', `write it like ${example}`);
  return path;
}

/** A glob of repositories, `github.com/acme/*`. */
export function readRepositoryGlob(field: Field): string {
  const text = readText(field, 'a repository such as github.com/acme/*', maxName);
  if (!/^[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._*-]+)+$/.test(text)) {
    fail(field, 'is no repository', 'write it without https://, like github.com/acme/*');
  }
  return text;
}

/** A day, `YYYY-MM-DD`. */
export function readDate(field: Field): string {
  const text = readText(field, 'a day such as 2027-01-31', 40);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day === undefined || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    fail(field, 'is no day', 'write it like 2027-01-31');
  }
  return text;
}

const sizeUnits: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['KB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
]);
const maxSize = 10e9;

/** Bytes: a whole number, or one with a unit, `100MB`; units are powers of 1,000. */
export function readSize(field: Field): number {
  const { value } = field;
  const raw = value.kind === 'scalar' ? value.value : null;
  const match = /^([1-9]\d{0,10})(B|KB|MB|GB)?$/.exec(
    typeof raw === 'number' ? String(raw) : typeof raw === 'string' ? raw : '',
  );
  const size = Number(match?.[1] ?? Number.NaN) * (sizeUnits.get(match?.[2] ?? 'B') ?? Number.NaN);
  return size <= maxSize ? size : failType(field, 'a size such as 100MB, up to 10GB');
}
