import { rememberFor } from './remember.ts';

/** What to keep of a JSON document: a tree of keys. */
export interface Selection {
  /** The whole value is kept. */
  readonly whole: boolean;
  readonly exact: readonly { readonly key: string; readonly bytes: Uint8Array; readonly child: Selection }[];
  /** What is kept under every other key. */
  readonly any: Selection | undefined;
}

const everything: { whole: boolean; exact: []; any: Selection | undefined } = {
  whole: true,
  exact: [],
  any: undefined,
};
everything.any = everything;

const encoder = new TextEncoder();

type Paths = readonly (readonly string[])[];

/** Thousands of documents are read by the same few lists of paths. */
const selections = new WeakMap<Paths, { readonly made: Selection }>();

/**
 * Paths as a tree in which one look decides about a key: what `*` keeps is already merged into the exact keys.
 * @param paths `*` stands for any key or index; the empty path keeps everything
 */
export const selectionOf = (paths: Paths): Selection => rememberFor(selections, paths, () => compileSelection(paths));

function compileSelection(paths: Paths, depth = 0): Selection {
  if (paths.some((path) => path.length === depth)) return everything;
  const wild = paths.filter((path) => path[depth] === '*');
  const keys = new Set(paths.flatMap((path) => (path[depth] === '*' ? [] : (path[depth] ?? []))));
  return {
    whole: false,
    exact: [...keys].map((key) => {
      const below = paths.filter((path) => path[depth] === key || path[depth] === '*');
      return { key, bytes: encoder.encode(key), child: compileSelection(below, depth + 1) };
    }),
    any: wild.length === 0 ? undefined : compileSelection(wild, depth + 1),
  };
}

/** What is kept under a key. */
export const selectKey = (selection: Selection, key: string): Selection | undefined =>
  selection.exact.find((entry) => entry.key === key)?.child ?? selection.any;

/** The same for a key that is still bytes without escapes; tells the exact key so that no text need be built. */
export function findExactKey(
  selection: Selection,
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly key: string; readonly child: Selection } | undefined {
  const length = end - start;
  for (const entry of selection.exact) {
    if (entry.bytes.length !== length) continue;
    let same = 0;
    while (same < length && entry.bytes[same] === bytes[start + same]) same++;
    if (same === length) return entry;
  }
  return undefined;
}
