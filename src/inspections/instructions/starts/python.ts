import { readProgramSigns } from '../signs/shell.ts';
import { withoutRequested } from './pytest.ts';
import type { Start } from './start.ts';

/** What Python or pytest runs by itself: site's files with every start, `conftest.py` with every test run. */
export function pythonStarts(text: string, path: string): readonly Start[] {
  if (path.endsWith('.pth')) return pathStarts(text);
  const isTests = path.endsWith('conftest.py');
  const when = isTests ? 'whenever pytest looks for tests' : 'with every start of Python';
  const first = /^[^\s#][^\n]*/m.exec(text);
  if (first === null) return [];
  const place = { start: first.index, end: first.index + first[0].trimEnd().length };
  // That fixtures reach out is what tests of a service are for.
  const command = isTests && isMild(text) ? withoutRequested(text) : text;
  return [{ trigger: 'work', when, command, place, language: 'code', isOrdinary: true }];
}

const isMild = (text: string): boolean => [...readProgramSigns(text, 'file')].every((sign) => sign === 'reaches-out');

/** Lines that begin with `import` are run (Python, "site"). */
function pathStarts(text: string): readonly Start[] {
  return [...text.matchAll(/^import[ \t][^\n]*/gm)].slice(0, 100).map(({ index, 0: line }) => ({
    trigger: 'work',
    when: 'with every start of Python',
    command: line.trimEnd(),
    place: { start: index, end: index + line.trimEnd().length },
    language: 'code',
  }));
}
