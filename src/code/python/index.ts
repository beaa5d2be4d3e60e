import type { Program } from '../program.ts';
import { StatementReader } from './statements.ts';
import { readTokens } from './tokens.ts';

/**
 * Python as it is written, Python 2 and IPython's magic lines too. A parser of our own: those that exist read a fifth as much
 * text in a second, or have no places (docs/adr). It never fails: what is not understood is left out and told in `faults`.
 */
export function readPython(path: string, text: string): Program {
  // A line may end as on old Macs, for Python, too: what is behind it is no comment.
  const lines = text.replace(/\r(?!\n)/g, '\n');
  const reader = new StatementReader(lines, readTokens(lines));
  const body = reader.program();
  return { path, text, body, faults: reader.faults };
}
