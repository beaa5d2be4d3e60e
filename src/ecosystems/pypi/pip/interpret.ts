import type { ClientUse, DependencyFile, IncludeKind, RegistryRole, Unparsed } from '../../../model/dependency.ts';
import { type Location, locate } from '../../../model/location.ts';
import type { LineIndex } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { type Draft, ecosystemType, toDependency } from '../dependency.ts';
import { includeProject } from '../folder.ts';
import { pipSafeguards } from '../safeguards.ts';
import type { Span } from '../scan.ts';
import { shift } from '../scan.ts';
import { type Entry, readEditable, readEntry } from './entry.ts';
import { readFormats } from './format-control.ts';
import type { Hidden, LogicalLine } from './lines.ts';
import { findOptions, type Option, readOptions } from './options.ts';
import { dependsOnEnvironment } from './variables.ts';

type Kept = 'dependencies' | 'registries' | 'includes' | 'unparsed' | 'ambiguities' | 'safeguards' | 'clients';
type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };
export type Found = Writable<Required<Pick<DependencyFile, Kept>>>;

export interface Context {
  readonly path: string;
  readonly text: string;
  readonly index: LineIndex;
  readonly found: Found;
}

/** Adds what one line of a requirements file says. Every word of it ends up somewhere, or is an option named in `silent`. */
export function interpretLine(line: LogicalLine, context: Context): void {
  if (line.hidden !== undefined) addHidden(line.hidden, context);
  if (line.swallowed !== undefined) {
    addUnparsed(
      context,
      line.swallowed,
      'a backslash at the end of the comment above makes pip skip this as part of the comment',
    );
  }
  if (line.text === '') return;
  const from = findOptions(line.text);
  const args = line.text.slice(0, Math.max(0, from - (from < line.text.length ? 1 : 0)));
  const { options, words, error } = readOptions(line.text, from);
  const variable = dependsOnEnvironment(line.text);
  if (variable) addUnparsed(context, line.extent, 'what the line says depends on an environment variable');
  if (error !== undefined)
    addUnparsed(context, spanOf(line, { start: from, end: line.text.length }), `pip refuses the line: ${error}`);
  for (const word of words) addUnparsed(context, spanOf(line, word), 'pip ignores words after the options');
  if (args !== '') interpretRequirement(line, args, options, context);
  else if (error === undefined) interpretOptions(line, options, context);
}

/** One ambiguity for each line that people see, however many pip makes of it. */
function addHidden({ after, span }: Hidden, context: Context): void {
  const code = after.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const location = locationOf(context, span);
  const reason = `pip reads this as a line of its own: the character U+${code} before it ends a line for pip and not for people`;
  if (context.found.ambiguities.at(-1)?.location.startLine === location.startLine) return;
  context.found.ambiguities.push({ location, reason });
}

function interpretRequirement(line: LogicalLine, args: string, options: readonly Option[], context: Context): void {
  const hashes = options.filter(({ name }) => name === '--hash');
  for (const hash of hashes.filter(({ value }) => !isHash(value))) {
    addUnparsed(
      context,
      spanOf(line, hash.span),
      'pip refuses the hash: it is not sha256, sha384 or sha512 with a digest',
    );
  }
  const own = options.filter(({ name }) => name === '--hash' || name === '--config-settings');
  addIgnored(line, options, own, 'pip ignores this option beside a requirement', context);
  const integrity = hashes.map(({ value }) => value).filter(isHash);
  addEntry(line, readEntry(args), { by: 0, verbatim: true, integrity, text: args }, context);
}

const isHash = (value: string): boolean => /^(?:sha256|sha384|sha512):[^\s:]+$/.test(value);

function interpretOptions(line: LogicalLine, options: readonly Option[], context: Context): void {
  const named = (name: Option['name']) => options.filter((option) => option.name === name);
  const [editable] = named('--editable');
  if (editable !== undefined) {
    const settings = named('--config-settings');
    addIgnored(
      line,
      options,
      [editable, ...settings],
      'pip reads only the first -e of a line and ignores this',
      context,
    );
    const { valueSpan, verbatim, value } = editable;
    addEntry(
      line,
      readEditable(value),
      { by: valueSpan.start, verbatim, integrity: [], text: value, holder: valueSpan },
      context,
    );
    return;
  }
  const include = named('--requirement')[0] ?? named('--constraint')[0];
  if (include !== undefined) {
    addIgnored(line, options, [include], 'pip reads only the first -r or -c of a line and ignores this', context);
    const kind = include.name === '--requirement' ? 'requirements' : 'constraints';
    addInclude(context, kind, include.value, spanOf(line, include.span));
    return;
  }
  addRegistries(line, named('--index-url').slice(-1), 'primary', context);
  addRegistries(line, named('--extra-index-url'), 'extra', context);
  addRegistries(line, named('--find-links').slice(0, 1), 'extra', context, true);
  addSafeguards(line, options, context);
  addClient(line, options, context);
  const effective = [
    ...named('--index-url').slice(-1),
    ...named('--extra-index-url'),
    ...named('--find-links').slice(0, 1),
  ];
  const silent = options.filter(({ name }) => silentOptions.has(name));
  addIgnored(line, options, [...effective, ...silent], 'pip ignores this option here', context);
}

/** Options that pip obeys and that name neither package nor registry. */
const silentOptions: ReadonlySet<Option['name']> = new Set<Option['name']>([
  '--no-index',
  '--pre',
  '--prefer-binary',
  '--require-hashes',
  '--no-require-hashes',
  '--no-binary',
  '--only-binary',
  '--all-releases',
  '--only-final',
  '--trusted-host',
  '--use-feature',
]);

function addSafeguards(line: LogicalLine, options: readonly Option[], context: Context): void {
  for (const { name, value, span } of options) {
    const location = locationOf(context, spanOf(line, span));
    for (const setting of pipSafeguards(name, value)) context.found.safeguards.push({ ...setting, location });
  }
}

/** `uv pip` reads them as well. */
const clients = ['pip', 'uv'];

function addRegistries(
  line: LogicalLine,
  options: readonly Option[],
  role: RegistryRole,
  context: Context,
  isLinks = false,
): void {
  for (const { value, span } of options) {
    // pip takes an empty one for none at all (`handle_option_line`).
    if (value === '') continue;
    const location = locationOf(context, spanOf(line, span));
    const links = isLinks ? { isLinks: true as const } : {};
    context.found.registries.push({ ecosystem: ecosystemType, url: value, role, clients, ...links, location });
  }
}

function addClient(line: LogicalLine, options: readonly Option[], context: Context): void {
  for (const { name, value, span } of options) {
    const told = toldBy(name, value);
    const base = { ecosystem: ecosystemType, client: 'pip', location: locationOf(context, spanOf(line, span)) };
    if (told !== undefined) context.found.clients.push({ ...base, ...told });
  }
}

function toldBy(name: Option['name'], value: string): Partial<ClientUse> | undefined {
  if (name === '--no-index') return { noIndex: true };
  if (name === '--pre') return { prereleases: true };
  const formats = readFormats(name.slice(2), value);
  return formats && { formats };
}

function addIgnored(
  line: LogicalLine,
  all: readonly Option[],
  used: readonly Option[],
  reason: string,
  context: Context,
): void {
  const known = new Set(used);
  for (const option of all) if (!known.has(option)) addUnparsed(context, spanOf(line, option.span), reason);
}

interface Origin {
  /** From offsets in the entry's text to offsets in the line. */
  readonly by: number;
  /** Whether the entry stands in the line letter for letter. */
  readonly verbatim: boolean;
  readonly integrity: readonly string[];
  readonly text: string;
  /** The word that holds the entry, where quoting changes it. */
  readonly holder?: Span;
}

function addEntry(line: LogicalLine, entry: Entry, origin: Origin, context: Context): void {
  const { by, verbatim, holder } = origin;
  const inLine = (span: Span): Span => (verbatim ? shift(span, by) : (holder ?? span));
  if (entry.kind === 'dependency') {
    addDependency(line, entry.draft, origin, inLine, context);
    if (entry.fault) addUnparsed(context, spanOf(line, inLine(entry.fault.span)), entry.fault.reason);
  } else if (entry.kind === 'project') {
    const location = locationOf(context, spanOf(line, inLine(entry.span)));
    const outside = isOutside(entry.path) || /[*?[\]{}!]/.test(entry.path);
    context.found.includes.push(includeProject(outside ? undefined : entry.path, context.path, origin.text, location));
  } else {
    const depending = dependsOnEnvironment(origin.text) ? draftWithVariable(origin.text) : undefined;
    if (depending !== undefined) addDependency(line, depending, origin, inLine, context);
    // A line that depends on a variable is unparsed as a whole already.
    else if (!dependsOnEnvironment(line.text))
      addUnparsed(context, spanOf(line, inLine(entry.fault.span)), entry.fault.reason);
  }
}

/** `name==${VERSION}`: the name is certain, the requirement is kept as written. */
function draftWithVariable(text: string): Draft | undefined {
  const found = /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,212}[A-Za-z0-9])?)(?:\[[^\]]*\])?[ \t]{0,9}([=<>!~(][^;]*)/.exec(
    text,
  );
  const [all, rawName, requirement] = found ?? [];
  if (all === undefined || rawName === undefined || requirement === undefined) return undefined;
  const span = { start: 0, end: text.length };
  const nameSpan = { start: 0, end: rawName.length };
  return { rawName, requirement: requirement.trim(), source: { kind: 'registry' }, span, nameSpan };
}

function addDependency(
  line: LogicalLine,
  draft: Draft,
  { verbatim, integrity }: Origin,
  inLine: (span: Span) => Span,
  context: Context,
): void {
  const regionOf = (span: Span | undefined) => {
    const place = verbatim && span !== undefined ? line.locate(inLine(span)) : undefined;
    return place && context.index.region(place.start, place.end);
  };
  const nameEnd = (draft.nameSpan?.end ?? draft.span.end) - draft.span.start;
  const place = line.locateStart(inLine(draft.span), verbatim ? nameEnd : Number.MAX_SAFE_INTEGER);
  const all = [...(draft.integrity ?? []), ...integrity];
  context.found.dependencies.push(
    toDependency({ ...draft, integrity: all }, 'runtime', {
      location: locationOf(context, place),
      nameRegion: regionOf(draft.nameSpan),
      requirementRegion: regionOf(draft.requirementSpan),
    }),
  );
}

function addInclude(context: Context, kind: IncludeKind, written: string, span: Span): void {
  const path = isOutside(written) ? undefined : normalisePath(joinPath(parentOf(context.path), written));
  const location = locationOf(context, span);
  context.found.includes.push({ kind, text: written, location, ...(path === undefined ? {} : { path }) });
}

const isOutside = (written: string): boolean =>
  /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(written) || dependsOnEnvironment(written);

function addUnparsed(context: Context, span: Span, reason: string): void {
  const unparsed: Unparsed = {
    location: locationOf(context, span),
    text: context.text.slice(span.start, span.end),
    reason,
  };
  context.found.unparsed.push(unparsed);
}

const locationOf = (context: Context, { start, end }: Span): Location =>
  locate(context.path, context.index.region(start, end));

/** Where a part of a line stands in the file, from its first to its last character. */
function spanOf(line: LogicalLine, part: Span): Span {
  return line.locate(part) ?? line.locateStart(part, Number.MAX_SAFE_INTEGER);
}
