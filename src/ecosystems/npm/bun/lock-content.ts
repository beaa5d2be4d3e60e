import { MalformedFileError } from '../../../model/ecosystem.ts';
import { parseJson } from '../../../text/json.ts';
import { JsonCursor } from '../../../text/json-cursor.ts';
import type { JsonDocument, JsonMember, JsonNode } from '../../../text/json-nodes.ts';
import { JsonScanError } from '../../../text/json-scanner.ts';
import { withoutExtras } from '../../../text/jsonc.ts';
import { type BunTuple, describeTuple, scanTuple } from './tuple.ts';

/** One entry of `packages`: the key is a path of installation, the tuple says what is installed (bun.com, "bun.lock"). */
export interface BunPackage extends BunTuple {
  readonly key: string;
  /** Offsets of the key with its quotes, and of the first element of the tuple with its own. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly identityStart: number;
  readonly identityEnd: number;
  /** `name@version`, `name@workspace:path`, `name@github:owner/repository#sha` and the like. */
  readonly identity: string;
}

export interface BunLock {
  /** Everything but the packages. */
  readonly head: JsonNode;
  readonly packages: readonly BunPackage[];
  /** Entries that hold no package. */
  readonly strange: readonly JsonMember[];
  /** Undefined where the text was read fast: then no key repeats in it. */
  readonly document: JsonDocument | undefined;
}

const opening = '\n  "packages": {\n';

/** Reads a lockfile, fast where Bun wrote it. Throws `MalformedFileError`. */
export const readBunLock = (text: string): BunLock => readFast(text) ?? readExactly(text);

/** Bun writes each package on a line of its own. Undefined where anything is otherwise. */
export function readFast(text: string): BunLock | undefined {
  const at = text.indexOf(opening);
  const head = at === -1 ? undefined : readHead(text.slice(0, at));
  if (head === undefined || text.includes('\r')) return undefined;
  const packages = new Map<string, BunPackage>();
  const cursor = new JsonCursor(text);
  for (let start = at + opening.length; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    if (feed === -1) return undefined;
    if (feed - start === 3 && text.startsWith('  }', start))
      return endsHere(text, feed) ? finish(head, packages) : undefined;
    if (feed > start) {
      const found = readLine(cursor, start, feed);
      if (found === undefined || packages.has(found.key)) return undefined;
      packages.set(found.key, found);
    }
    start = feed + 1;
  }
  return undefined;
}

const finish = (head: JsonNode, packages: ReadonlyMap<string, BunPackage>): BunLock => ({
  head,
  packages: [...packages.values()],
  strange: [],
  document: undefined,
});

/** What stands before the packages, with nothing in their place: only if that is whole are they a member of the root. */
function readHead(text: string): JsonNode | undefined {
  try {
    const { root, duplicates } = parseJson(withoutExtras(`${text}\n"packages":0}`));
    if (root.kind !== 'object' || duplicates.length > 0) return undefined;
    return { ...root, members: root.members.filter(({ key }) => key !== 'packages') };
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

const endsHere = (text: string, from: number): boolean => {
  const rest = text.slice(from);
  return rest === '\n}\n' || rest === '\n}';
};

const keyStartsAt = '    "';
const tupleStartsAt = ': ["';

function readLine(cursor: JsonCursor, start: number, end: number): BunPackage | undefined {
  const { text } = cursor;
  const keyStart = start + keyStartsAt.length - 1;
  const quote = text.indexOf('"', keyStart + 1);
  const identityStart = quote + tupleStartsAt.length;
  if (quote === -1 || quote > end || !text.startsWith(keyStartsAt, start)) return undefined;
  if (!text.startsWith(tupleStartsAt, quote + 1) || !text.startsWith('],', end - 2)) return undefined;
  const key = text.slice(keyStart + 1, quote);
  if (key.includes('\\')) return undefined;
  try {
    cursor.at = identityStart;
    const identity = cursor.string();
    const identityEnd = cursor.at;
    const tuple = identityEnd - identityStart === identity.length + 2 ? scanTuple(cursor) : undefined;
    if (tuple === undefined || cursor.at !== end - 1) return undefined;
    return {
      key,
      keyStart,
      keyEnd: quote + 1,
      identityStart,
      identityEnd,
      identity,
      ...tuple,
    };
  } catch (error) {
    if (error instanceof JsonScanError) return undefined;
    throw error;
  }
}

function parseTuple(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function readExactly(text: string): BunLock {
  const plain = withoutExtras(text);
  const document = parseJson(plain);
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('the lockfile is not an object', 1);
  const packages: BunPackage[] = [];
  const strange: JsonMember[] = [];
  for (const section of root.members.filter(({ key }) => key === 'packages')) {
    if (section.value.kind !== 'object') strange.push(section);
    // Of equal keys all are read: which one counts is up to the reader.
    for (const member of section.value.kind === 'object' ? section.value.members : []) {
      const found = packageOf(plain, member);
      if (found === undefined) strange.push(member);
      else packages.push(found);
    }
  }
  const members = root.members.filter(({ key }) => key !== 'packages');
  return { head: { ...root, members }, packages, strange, document };
}

function packageOf(text: string, { key, keyStart, keyEnd, value }: JsonMember): BunPackage | undefined {
  const first = value.kind === 'array' ? value.items[0] : undefined;
  if (first?.kind !== 'string') return undefined;
  const rest = parseTuple(text.slice(value.start, value.end))?.slice(1) ?? [];
  const { start: identityStart, end: identityEnd, value: identity } = first;
  return { key, keyStart, keyEnd, identityStart, identityEnd, identity, ...describeTuple(rest) };
}
