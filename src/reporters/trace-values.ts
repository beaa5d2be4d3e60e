import type { RuleTemplate, Trace, Traces } from '../model/case-study.ts';
import { compareText } from '../model/location.ts';
import { sigmaRegex, sigmaText } from './escape-sigma.ts';
import type { Watched, WatchedGroup } from './touched-cases.ts';

/**
 * The values of one kind of trace for all of a group, sorted, each once, as Sigma writes them: what came with a name matches
 * itself alone. Empty where nothing tells its members apart in this log.
 */
export function valuesOf(
  { traces, members }: Pick<WatchedGroup, 'traces' | 'members'>,
  kind: string,
): readonly string[] {
  const trace = traces.kinds[kind];
  if (trace === undefined) return [];
  const values = members.flatMap((member) =>
    patternsFor(member, trace).flatMap((one) => fill(one, member, trace, traces)),
  );
  return [...new Set(values)].sort(compareText);
}

/** Whether a rule has values for all that it asks of a log. */
export const isTold = ({ selections, keywords = {} }: RuleTemplate, group: WatchedGroup): boolean =>
  [...Object.values(selections).flatMap((fields) => Object.values(fields)), ...Object.values(keywords)].every(
    (values) => !('trace' in values) || valuesOf(group, values.trace).length > 0,
  );

/** Where no pattern tells releases apart, only those that speak of no package are left. */
const patternsFor = ({ version }: Watched, trace: Trace): readonly string[] =>
  version === undefined ? trace.any : (trace.release ?? trace.any.filter((pattern) => !pattern.includes('{')));

type Slash = '/' | '\\';

function fill(pattern: string, member: Watched, { form }: Trace, traces: Traces): readonly string[] {
  const pieces = pattern.split(/(\{[a-z]+\})/);
  const write = (slash: Slash): string =>
    pieces
      .map((piece) => {
        const text = partOf(piece, member);
        if (text === undefined) return literal(piece, form, slash);
        return insert(text, form, piece === '{version}' ? undefined : traces.separators, slash);
      })
      .join('');
  return form === 'path' ? [write('/'), write('\\')] : [write('/')];
}

/** What stands for a placeholder; undefined for any other piece. */
function partOf(piece: string, { name, version }: Watched): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1);
  switch (piece) {
    case '{name}':
      return name;
    case '{base}':
      return base;
    case '{stem}':
      return base.replace(/\.[^.]*$/, '');
    case '{encoded}':
      return name.replaceAll('/', '%2f');
    case '{version}':
      return version ?? '';
    default:
      return undefined;
  }
}

function literal(piece: string, form: Trace['form'], slash: Slash): string {
  if (form === 'text') return sigmaText(piece);
  return form === 'path' && slash === '\\' ? piece.replaceAll('/', sigmaText('\\')) : piece;
}

function insert(text: string, form: Trace['form'], separators: string | undefined, slash: Slash): string {
  const protect = form === 'regex' ? sigmaRegex : sigmaText;
  const any = form === 'regex' ? `[${separators}]+` : '?';
  const spell = (part: string): string =>
    separators === undefined ? protect(part) : splitAt(part, separators).map(protect).join(any);
  return form === 'path' && slash === '\\' ? text.split('/').map(spell).join(sigmaText('\\')) : spell(text);
}

/** Between its separators, as many as stand together. */
function splitAt(text: string, separators: string): readonly string[] {
  const parts: string[] = [''];
  let isBetween = false;
  for (const character of text) {
    const separates = separators.includes(character);
    if (separates && !isBetween) parts.push('');
    else if (!separates) parts.push(`${parts.pop() ?? ''}${character}`);
    isBetween = separates;
  }
  return parts;
}
