import { escapePattern } from '../../text/escape-pattern.ts';
import { javascriptSinks } from './sinks/javascript.ts';
import { pythonSinks } from './sinks/python.ts';
import { words } from './words.ts';

/** Of these every other file speaks: they tell nothing by themselves. */
const everyday: ReadonlySet<string> = new Set(
  words(`
    run get all each fetch call trace code profile register import require setTimeout setInterval setImmediate load loads
    render compile template constructor pandas os local invoke push send
  `),
);

/** `exec` of `child_process.exec`, `system` of `os.system`; where that is an everyday word, `subprocess` of `subprocess.run`. */
const wordOf = (path: string): string | undefined =>
  path.split(/[^\w$]+/).findLast((part) => /^\w.*\w$/.test(part) && !everyday.has(part));

const told = new Set(
  [...pythonSinks, ...javascriptSinks].flatMap(({ paths }) => paths.flatMap((path) => wordOf(path) ?? [])),
);
const anyWord = new RegExp(`\\b(?:${[...told].map(escapePattern).join('|')})\\b`);

/** Whether a text speaks of anything that runs what it is given: the cheap test before its imports are looked at. */
export const mentionsExecution = (text: string): boolean => anyWord.test(text);
