import type { Source } from './sources.ts';

const mostRounds = 4;

/**
 * The files that are looked at together: those that a test picks, those that name one of them, and those that one of them
 * names, from file to file. What names what is told by the last parts of paths on lines that import: too many do no harm.
 */
export function belongTogether(sources: readonly Source[], isPicked: (source: Source) => boolean): readonly Source[] {
  const chosen = new Set(sources.filter(isPicked));
  if (chosen.size === 0 || chosen.size === sources.length) return [...chosen];
  const imports = new Map<Source, string>();
  const importsOf = (source: Source): string => {
    const known = imports.get(source) ?? importLines(source.text);
    imports.set(source, known);
    return known;
  };
  for (let round = 0; round < mostRounds; round++) {
    const before = chosen.size;
    const names = new Set([...chosen].map(nameOf));
    const wanted = [...chosen].map(importsOf).join('\n');
    for (const source of sources) {
      if (chosen.has(source)) continue;
      const words = new Set(importsOf(source).match(/[\w-]+/g) ?? []);
      if (hasWord(wanted, nameOf(source)) || [...words].some((word) => names.has(word))) chosen.add(source);
    }
    if (chosen.size === before) break;
  }
  return sources.filter((source) => chosen.has(source));
}

/** What an import calls a file: `llm` for `app/llm.py`, the folder's name for its index. */
function nameOf({ path }: Source): string {
  const parts = path.split('/');
  const name = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '');
  return name === '__init__' || name === 'index' ? (parts.at(-2) ?? name) : name;
}

const importLines = (text: string): string =>
  (text.match(/^.{0,300}\b(?:import|from|require)\b.{0,300}$/gm) ?? []).slice(0, 2_000).join('\n');

const hasWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + word.length))) return true;
  }
  return false;
};
