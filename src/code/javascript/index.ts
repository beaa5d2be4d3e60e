import { type ParserPlugin, parse } from '@babel/parser';
import type { Fault, Program } from '../program.ts';
import { Lowering } from './lower.ts';
import { MeteredText, TooOften } from './metered-text.ts';
import type { Node } from './node.ts';
import { nestedTooDeeply } from './statements.ts';

/** What files of each ending may hold: a file of TypeScript without JSX may have casts that look like it. */
function waysOf(path: string): readonly (readonly ParserPlugin[])[] {
  const common: readonly ParserPlugin[] = ['importAttributes', 'explicitResourceManagement', 'decoratorAutoAccessors'];
  const isTyped = /\.[mc]?tsx?$/i.test(path);
  const base: readonly ParserPlugin[] = /\.[mc]?ts$/i.test(path) ? common : ['jsx', ...common];
  // Decorators of TypeScript stand before parameters, too; others have other places. Flow writes types into plain JavaScript.
  return isTyped
    ? [
        ['typescript', 'decorators-legacy', ...base],
        ['typescript', 'decorators', ...base],
      ]
    : [
        [...base, 'decorators'],
        [...base, 'decorators', 'flow'],
      ];
}

/**
 * JavaScript and TypeScript, with JSX. What cannot be parsed is left out by its lines, and said; where that does not help the
 * body is empty.
 */
export function readJavaScript(path: string, text: string): Program {
  const faults: Fault[] = [];
  const tree = parseFile(path, text, faults);
  if (tree === undefined) return { path, text, body: [], faults };
  const lowering = new Lowering(text);
  const body = lowering.statements(tree);
  return { path, text, body, faults: [...faults, ...lowering.faults] };
}

function parseFile(path: string, text: string, faults: Fault[]): Node | undefined {
  const metered = new MeteredText(text, mostReads(text));
  let furthest: Refused | undefined;
  for (const way of waysOf(path)) {
    const read = parseWith(metered, way);
    if ('tree' in read) return read.tree;
    if (furthest === undefined || read.fault.at > furthest.fault.at) furthest = { ...read, way };
  }
  if (furthest === undefined) return undefined;
  const around = furthest.isPlace ? parseAround(text, furthest) : undefined;
  faults.push(...(around?.faults ?? [{ ...furthest.fault, hidesAll: true as const }]));
  return around?.tree;
}

interface Refused {
  readonly fault: Fault;
  /** A line of the text is to blame. */
  readonly isPlace: boolean;
  readonly way: readonly ParserPlugin[];
}

/** Lines of one file that are left out before it is given up. */
const mostLines = 5;

/** All but the lines that Babel refuses; all tries together may read as much as the first one. */
function parseAround(
  text: string,
  { fault, way }: Refused,
): { readonly tree: Node; readonly faults: readonly Fault[] } | undefined {
  const faults = [fault];
  let rest = text;
  let reads = mostReads(text);
  for (let at = fault.at; faults.length <= mostLines; ) {
    const next = withoutLine(rest, at);
    if (next === rest) return undefined;
    rest = next;
    const metered = new MeteredText(rest, reads);
    const read = parseWith(metered, way);
    if ('tree' in read) return { tree: read.tree, faults };
    if (!read.isPlace) return undefined;
    faults.push(read.fault);
    at = read.fault.at;
    reads = metered.left;
  }
  return undefined;
}

/** Blanks in the place of the line: what stands behind it stays where it is. */
function withoutLine(text: string, at: number): string {
  const start = text.slice(0, at).lastIndexOf('\n') + 1;
  const next = text.indexOf('\n', at);
  const end = next === -1 ? text.length : next;
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

const mostReads = ({ length }: string): number => 4 * length + 2_000;

type Read = { readonly tree: Node } | Omit<Refused, 'way'>;

/**
 * Without Babel's own recovery from errors: it keeps them all, which of labels are as many as the square of them, and nothing
 * of that is read from the text, which counts.
 */
function parseWith(text: MeteredText, plugins: readonly ParserPlugin[]): Read {
  const { stackTraceLimit } = Error;
  // Each way that is tried in vain ends with an error, whose stack takes more time than the way.
  Error.stackTraceLimit = 0;
  try {
    const { program } = parse(text as unknown as string, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowImportExportEverywhere: true,
      allowUndeclaredExports: true,
      attachComment: false,
      plugins: [...plugins],
    });
    return { tree: program as unknown as Node };
  } catch (error) {
    return faultOf(error);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function faultOf(error: unknown): Omit<Refused, 'way'> {
  // The stack ended.
  if (error instanceof RangeError) return { fault: { at: 0, reason: nestedTooDeeply }, isPlace: false };
  if (error instanceof TooOften) return { fault: { at: 0, reason: 'it can be read in too many ways' }, isPlace: false };
  const { pos, message } = error as { readonly pos?: unknown; readonly message?: unknown };
  const reason = typeof message === 'string' ? message.split('\n')[0]?.replace(/ \(\d+:\d+\)$/, '') : undefined;
  const isPlace = typeof pos === 'number';
  return { fault: { at: isPlace ? pos : 0, reason: (reason ?? 'it cannot be parsed').slice(0, 200) }, isPlace };
}
