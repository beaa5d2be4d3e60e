import { type ParserPlugin, parse } from '@babel/parser';
import type { Fault, Program } from '../program.ts';
import { Lowering } from './lower.ts';
import { MeteredText, TooOften } from './metered-text.ts';
import type { Node } from './node.ts';
import { nestedTooDeeply } from './statements.ts';

/** What files of each ending may hold: a file of TypeScript without JSX may have casts that look like it. */
function pluginsOf(path: string): readonly ParserPlugin[] {
  const common: readonly ParserPlugin[] = ['decorators', 'importAttributes', 'explicitResourceManagement'];
  if (/\.[mc]?ts$/i.test(path)) return ['typescript', ...common];
  if (/\.tsx$/i.test(path)) return ['typescript', 'jsx', ...common];
  return ['jsx', ...common];
}

/** JavaScript and TypeScript, with JSX. A file that cannot be parsed has an empty body and says so. */
export function readJavaScript(path: string, text: string): Program {
  const faults: Fault[] = [];
  const tree = parseFile(path, text, faults);
  if (tree === undefined) return { path, text, body: [], faults };
  const lowering = new Lowering(text);
  const body = lowering.statements(tree);
  return { path, text, body, faults: [...faults, ...lowering.faults] };
}

/** Flow writes types into plain JavaScript. */
function parseFile(path: string, text: string, faults: Fault[]): Node | undefined {
  const plugins = pluginsOf(path);
  const others = plugins.includes('typescript') ? [] : [[...plugins, 'flow' as const]];
  const metered = new MeteredText(text, mostReads(text));
  let first: unknown;
  for (const tried of [plugins, ...others]) {
    try {
      return parseWith(metered, tried);
    } catch (error) {
      first ??= error;
    }
  }
  faults.push(faultOf(first));
  return undefined;
}

const mostReads = ({ length }: string): number => 4 * length + 2_000;

/** No recovery from errors: it keeps them all, which of labels are as many as the square of them. */
function parseWith(text: MeteredText, plugins: readonly ParserPlugin[]): Node {
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
    return program as unknown as Node;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function faultOf(error: unknown): Fault {
  // The stack ended.
  if (error instanceof RangeError) return { at: 0, reason: nestedTooDeeply };
  if (error instanceof TooOften) return { at: 0, reason: 'it can be read in too many ways' };
  const { pos, message } = error as { readonly pos?: unknown; readonly message?: unknown };
  const reason = typeof message === 'string' ? message.split('\n')[0]?.replace(/ \(\d+:\d+\)$/, '') : undefined;
  return { at: typeof pos === 'number' ? pos : 0, reason: (reason ?? 'it cannot be parsed').slice(0, 200) };
}
