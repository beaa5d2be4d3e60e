import { membersOf, readField } from '../../../text/decode.ts';
import type { JsonCursor } from '../../../text/json-cursor.ts';

/** What the tuple of a package says after its first element (bun.com, "bun.lock"). */
export interface BunTuple {
  /** The second element, where it is a text: the address of the archive, empty on the default registry. */
  readonly address: string | undefined;
  readonly integrity: string | undefined;
  readonly bundled: boolean;
  /** Names of what is installed with it, section by section. */
  readonly needs: readonly string[];
  /** The description that the tuple holds, as JSON: most readers do without it. */
  readonly info: string | undefined;
}

const sections: readonly string[] = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** What the tuple says of the package: what it asks for, its programs. */
export function infoOf({ info }: Pick<BunTuple, 'info'>): unknown {
  try {
    return info === undefined ? undefined : JSON.parse(info);
  } catch {
    return undefined;
  }
}

/** Names of one section of the description. */
export const namesIn = (info: unknown, section: string): readonly string[] =>
  membersOf(readField(info, section)).map(([name]) => name);

const hash = /^sha\d+-/;

export function describeTuple(rest: readonly unknown[]): BunTuple {
  const info = rest.find((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  const integrity = rest.findLast((one) => typeof one === 'string' && hash.test(one));
  return {
    address: typeof rest[0] === 'string' ? rest[0] : undefined,
    integrity: typeof integrity === 'string' ? integrity : undefined,
    bundled: readField(info, 'bundled') === true,
    needs: sections.flatMap((section) => namesIn(info, section)),
    info: info === undefined ? undefined : JSON.stringify(info),
  };
}

/**
 * The same from the text, of a tuple whose first element was read; undefined where the exact reader has to judge it. Throws
 * `JsonScanError`.
 */
export function scanTuple(cursor: JsonCursor): BunTuple | undefined {
  let address: string | undefined;
  let integrity: string | undefined;
  let read: Info | undefined;
  let info: string | undefined;
  for (let place = 0; cursor.item(false); place += 1) {
    const kind = cursor.peek();
    if (kind === 'string') {
      const value = cursor.string();
      if (place === 0) address = value;
      if (hash.test(value)) integrity = value;
    } else if (kind === 'object' && read === undefined) {
      const start = cursor.at;
      read = scanInfo(cursor);
      if (read === undefined) return undefined;
      info = cursor.text.slice(start, cursor.at);
    } else cursor.skip();
  }
  return { address, integrity, bundled: read?.bundled ?? false, needs: read?.needs ?? noNames, info };
}

type Info = Pick<BunTuple, 'bundled' | 'needs'>;

const noNames: readonly string[] = [];

function scanInfo(cursor: JsonCursor): Info | undefined {
  let bundled = false;
  const needs: string[] = [];
  /** Places in `sections`; a section after a later one would have to be put before it. */
  let latest = -1;
  let isSaid = false;
  cursor.enterObject();
  for (let first = true; cursor.member(first); first = false) {
    const { key } = cursor;
    const section = sections.indexOf(key);
    if (key === 'bundled') {
      if (isSaid) return undefined;
      isSaid = true;
      bundled = cursor.boolean() ?? false;
      if (!bundled) return undefined;
    } else if (section === -1) cursor.skip();
    else {
      if (section <= latest || cursor.peek() !== 'object' || !scanNames(cursor, needs)) return undefined;
      latest = section;
    }
  }
  return { bundled, needs };
}

/** Most names of a section that are compared with each other. */
const maxNames = 500;

/** False where names repeat, or `JSON.parse` would move one: a number. */
function scanNames(cursor: JsonCursor, into: string[]): boolean {
  cursor.enterObject();
  const before = into.length;
  for (let first = true; cursor.member(first); first = false) {
    const { key } = cursor;
    if (/^\d+$/.test(key) || into.indexOf(key, before) !== -1 || into.length - before > maxNames) return false;
    into.push(key);
    cursor.skip();
  }
  return true;
}
