import { needsExtra } from './marker.ts';
import { names } from './names.ts';
import { readRequirement } from './requirement.ts';
import { slice } from './scan.ts';

/** What a release says of itself (packaging.python.org, core metadata), as far as it is read. */
export interface CoreMetadata {
  readonly name: string;
  readonly version: string;
  /** Requirements as they are written, those of extras too. */
  readonly requires: readonly string[];
}

/**
 * Reads the fields at the start of a metadata document; the description behind the first empty line may be large. Lines end
 * and go on as in a message (RFC 5322; Python's `email` takes a lone `\r` for an end too). Linear.
 * @returns undefined where it is none, or is cut before its fields end
 * @param isCut something may follow the text
 */
export function readMetadata(text: string, isCut = false): CoreMetadata | undefined {
  const fields = new Map<string, string[][]>([...wanted].map((key) => [key, []]));
  let open: string[] | undefined;
  let isEnded = false;
  for (let at = 0; at < text.length && !isEnded; ) {
    const end = findLineEnd(text, at);
    const line = text.slice(at, end);
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    if (line === '') isEnded = true;
    else if (line.startsWith(' ') || line.startsWith('\t')) open?.push(line.trim());
    else {
      const colon = line.indexOf(':');
      open = [line.slice(colon + 1).trim()];
      fields.get(line.slice(0, Math.max(0, colon)).trim().toLowerCase())?.push(open);
    }
  }
  const valuesOf = (key: string) => (fields.get(key) ?? []).map((parts) => parts.join(' '));
  const [[form], [name], [version]] = [valuesOf('metadata-version'), valuesOf('name'), valuesOf('version')];
  if (form === undefined || name === undefined || version === undefined || (isCut && !isEnded)) return undefined;
  return { name, version, requires: valuesOf('requires-dist') };
}

const wanted = ['metadata-version', 'name', 'version', 'requires-dist'];

function findLineEnd(text: string, from: number): number {
  const ends = /[\r\n]/g;
  ends.lastIndex = from;
  return ends.exec(text)?.index ?? text.length;
}

/** What releases require, by normalised names; and how many requirements it lacks, for they are too many or name nothing. */
export interface Requires {
  readonly requires: Readonly<Record<string, string>>;
  readonly lacks: number;
}

/** Of one name an address tells more than a version: a harmless requirement of it hides nothing. */
const mostNames = 1_000;
const longest = 500;

/**
 * Left out is what nobody gets who asks for no further extra, and the project itself.
 * @param asked extras that are asked for, normalised
 */
export function listRequires(project: string, written: readonly string[], asked: readonly string[] = []): Requires {
  const requires: Record<string, string> = Object.create(null);
  const addresses = new Set<string>();
  const read = written.map(readOne);
  const { extras, isOpen } = reachExtras(project, read, asked);
  let count = 0;
  let lacks = isOpen ? 1 : 0;
  for (const one of read) {
    if (one === undefined) lacks++;
    if (one === undefined || one.name === project || !isTaken(one, extras)) continue;
    const { name, requirement, isAddress } = one;
    const isNew = requires[name] === undefined;
    if (isNew && count === mostNames) lacks++;
    if (isNew ? count === mostNames : addresses.has(name) || !isAddress) continue;
    requires[name] = requirement;
    if (isNew) count++;
    if (isAddress) addresses.add(name);
  }
  return { requires, lacks };
}

interface Required {
  readonly name: string;
  /** Specifiers, empty where there are none, or an address. */
  readonly requirement: string;
  readonly isAddress: boolean;
  readonly extras: readonly string[];
  readonly marker?: string;
}

/** Extras that ask for each other, one after the other; few name more than one that does. */
const mostSteps = 20;

/** Characters of markers that are read in each step; those of projects with a hundred extras are a tenth of it. */
const mostRead = 64 * 1024;

/** A project's extras may bring its others (`tools[http]; extra == "all"`). Open: there may be more of them. */
function reachExtras(project: string, read: readonly (Required | undefined)[], asked: readonly string[]) {
  const extras = new Set(asked);
  let room = mostRead;
  const own = read.flatMap((one) => {
    if (one?.name !== project || one.extras.length === 0) return [];
    room -= one.marker?.length ?? 0;
    return room < 0 ? [] : [one];
  });
  for (let step = 0; step < mostSteps; step++) {
    const known = extras.size;
    for (const one of own) if (isTaken(one, extras)) for (const extra of one.extras) extras.add(extra);
    if (extras.size === known) return { extras, isOpen: room < 0 };
  }
  return { extras, isOpen: true };
}

const isTaken = ({ marker }: Required, extras: ReadonlySet<string>): boolean =>
  marker === undefined || !needsExtra(marker, extras);

function readOne(text: string): Required | undefined {
  const read = readRequirement(text);
  if (read.kind === 'rejected') return readStrange(text);
  const { name, url, specifiers } = read;
  const extras = read.extras.map(names.normalise);
  const condition = read.marker === undefined ? {} : { marker: slice(text, read.marker) };
  if (url !== undefined) return { ...addressed(name, slice(text, url)), extras, ...condition };
  const asked = specifiers === undefined ? '' : slice(text, specifiers);
  const requirement = asked.length > longest ? '' : asked;
  return { name: names.normalise(name), requirement, isAddress: false, extras, ...condition };
}

/** What is cut at its end is seen to be. */
const addressed = (name: string, address: string) => ({
  name: names.normalise(name),
  requirement: address.length > longest ? `${address.slice(0, longest - 1)}…` : address,
  isAddress: true,
});

/** Older tools wrote requirements that are none today (`tools (>dev)`), and some clients read them: the name counts. */
function readStrange(text: string): Required | undefined {
  const [, name, rest = ''] = /^\s*([A-Za-z0-9][\w.-]*)(.*)$/s.exec(text) ?? [];
  if (name === undefined || names.reject(name) !== undefined) return undefined;
  if (/^\s*@|:\/\//.test(rest)) return { ...addressed(name, rest.replace(/^[\s@]+/, '')), extras: [] };
  const at = rest.indexOf(';');
  const condition = at < 0 ? {} : { marker: rest.slice(at + 1) };
  return { name: names.normalise(name), requirement: '', isAddress: false, extras: [], ...condition };
}
