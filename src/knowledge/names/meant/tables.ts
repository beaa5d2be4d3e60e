import type { MeaningKind } from './types.ts';

/** Names of packages by what people write instead. */
export type Table = ReadonlyMap<string, readonly string[]>;

/** What was written by hand of one ecosystem: `data/meant.txt`, where each part is described. */
export interface Tables {
  readonly imports: Table;
  readonly commands: Table;
  readonly modules: readonly string[];
  readonly formerModules: readonly string[];
  /** Modules that packages bring besides the names by which people know them. */
  readonly provides: Table;
  /** Of the names of `imports` those that no module has. */
  readonly spoken: ReadonlySet<string>;
  /** Modules that the interpreter or a program brings which runs the code. */
  readonly hosts: ReadonlySet<string>;
  /** First parts of modules that many packages share. */
  readonly namespaces: ReadonlySet<string>;
  readonly packaging: ReadonlySet<string>;
  readonly embellishing: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly short: ReadonlySet<string>;
  /** By the code of the first letter, and of the last. */
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
  readonly beginnings: Table;
  readonly others: Table;
}

export function readTables(text: string, ecosystem: string): Tables {
  const sections = readSections(text);
  const rows = (name: string): readonly (readonly string[])[] =>
    [name, `${ecosystem} ${name}`].flatMap((one) => sections.get(one) ?? []);
  const words = (name: string): readonly string[] => rows(name).flat();
  return {
    imports: invert(rows('imports')),
    commands: invert(rows('commands')),
    modules: words('modules'),
    formerModules: words('former modules'),
    provides: invert(rows('provides')),
    spoken: new Set(words('spoken')),
    hosts: new Set(words('hosts')),
    namespaces: new Set(words('namespaces')),
    packaging: new Set(words('packaging')),
    embellishing: new Set(words('embellishing')),
    types: new Set(words('types')),
    short: new Set(words('short')),
    before: byLetter(words('before'), 0),
    after: byLetter(words('after'), -1),
    beginnings: new Map(rows('beginnings').map(([word = '', ...others]) => [word, others])),
    others: new Map(rows('others').map(([word = '', ...others]) => [word, others])),
  };
}

/** Words by the code of one of their letters: 0 is the first, -1 the last. */
export const byLetter = (words: readonly string[], place: 0 | -1): readonly (readonly string[])[] =>
  Array.from({ length: 128 }, (_, code) => words.filter((word) => word.at(place) === String.fromCharCode(code)));

function readSections(text: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const sections = new Map<string, (readonly string[])[]>();
  let rows: (readonly string[])[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) {
      rows = [];
      sections.set(line.slice(1, -1), rows);
    } else if (line !== '' && !line.startsWith('#')) rows.push(line.split(' '));
  }
  return sections;
}

function invert(rows: readonly (readonly string[])[]): Table {
  const packages = new Map<string, string[]>();
  for (const [target = '', ...names] of rows) {
    for (const name of names) {
      const known = packages.get(name) ?? [];
      known.push(target);
      packages.set(name, known);
    }
  }
  return packages;
}

/** Says how a package is made, not what it is. */
export const isPackaging = ({ packaging }: Tables, word: string): boolean =>
  packaging.has(word) || (word.startsWith('cu') && /^cu\d{2,3}$/.test(word));

/** Says nothing of what was meant. */
export const isFiller = (tables: Tables, word: string): boolean =>
  isPackaging(tables, word) || tables.embellishing.has(word);

type OfferName = (target: string, kind: MeaningKind, score: number, why: string) => void;

/** Packages that are written down for a name, for its beginning, and for a path into a package. */
export function findWritten({ imports, commands }: Tables, name: string, offer: OfferName): void {
  for (const target of imports.get(name) ?? []) {
    offer(target, 'import-name', 0.99, `the name by which code knows ${target}`);
  }
  for (const target of commands.get(name) ?? []) {
    offer(target, 'command', 0.95, `a command of this name comes with ${target}`);
  }
  // A path into a package, as code imports it: `next/router`, `@scope/name/part`.
  const end = name.indexOf('/', name.startsWith('@') ? name.indexOf('/') + 1 : 0);
  if (end > 0) {
    const target = name.slice(0, end);
    offer(target, 'import-name', 0.98, `a path into ${target}`);
    for (const written of imports.get(target) ?? []) offer(written, 'import-name', 0.94, `a path into ${written}`);
  }
  // A module inside: `google-protobuf-message` was `google.protobuf.message`.
  for (let at = name.lastIndexOf('-'); at > 0; at = name.lastIndexOf('-', at - 1)) {
    const beginning = name.slice(0, at);
    const targets = imports.get(beginning) ?? [];
    const score = beginning.includes('-') ? 0.72 : 0.64;
    for (const target of targets) {
      offer(target, 'import-name', score, `"${beginning}" is the name by which code knows ${target}`);
    }
    if (targets.length > 0) return;
  }
}
