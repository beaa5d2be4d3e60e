/** What was found out about paths and names: they come again and again, and each is asked many things in a row. */
interface Term {
  readonly text: string;
  readonly facts: unknown[];
}

/** So many are known at once; when there are more, all are forgotten. */
const most = 20_000;
const terms = new Map<string, Term>();
const absent = Symbol('absent');
let slots = 0;
/** The two that were asked for last: mostly a path and the name at its end. */
let recent: Term = { text: '', facts: [] };
let earlier = recent;

function termOf(text: string): Term {
  if (recent.text === text) return recent;
  if (earlier.text === text) return earlier;
  let term = terms.get(text);
  if (term === undefined) {
    if (terms.size >= most) terms.clear();
    term = { text, facts: [] };
    terms.set(text, term);
  }
  earlier = recent;
  recent = term;
  return term;
}

/** A pure function of a path or a name that works out the same only once. */
export function fact<T>(find: (text: string) => T): (text: string) => T {
  const slot = slots++;
  return (text) => {
    const { facts } = termOf(text);
    const known = facts[slot];
    if (known !== undefined) return (known === absent ? undefined : known) as T;
    const found = find(text);
    facts[slot] = found === undefined ? absent : found;
    return found;
  };
}

/** Whether a pattern matches a path or a name. */
export const matcher = (pattern: RegExp): ((text: string) => boolean) => fact((text) => pattern.test(text));

const longest = 160;
let count = 0;
const parts = new Map<string, Map<string, string | undefined>>();

/** The same text for the same path: what asks for it later compares no letters. */
function derive(path: string, key: string, make: () => string): string | undefined {
  let of = parts.get(path);
  if (of === undefined) {
    of = new Map();
    parts.set(path, of);
  }
  const known = of.get(key);
  if (known !== undefined || of.has(key)) return known;
  count += 1;
  if (count > most) {
    parts.clear();
    count = 0;
  }
  const made = make();
  const derived = made.length < longest ? made : undefined;
  of.set(key, derived);
  return derived;
}

/** The path of a part, where the whole has one: `openai.OpenAI().chat`; undefined where it is longer than any that is known. */
export const partOf = (path: string, name: string): string | undefined =>
  name === 'default' ? path : path === 'globalThis' ? name : derive(path, name, () => `${path}.${name}`);

/** The path of what a call gives back. @param hint tells what it was given, where what is made depends on it */
export const resultOf = (path: string, hint = ''): string | undefined =>
  derive(path, `(${hint}`, () => `${path}(${hint})`);

/** `chat` of `openai.OpenAI().chat`. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
