/** A text with its variables put in; `known` is false where one of them is not known, and it then stands as written. */
export interface Substituted {
  readonly text: string;
  readonly known: boolean;
}

/** Longest value that variables may grow to: each may hold the one before it twice. */
const maxValue = 10_000;

/**
 * Puts variables in as Dockerfiles do (docs.docker.com/reference/dockerfile, "Environment replacement"): `$name`,
 * `${name}`, `${name:-word}`, `${name:+word}`. Words inside the braces are taken as they are written.
 */
export function substitute(text: string, variables: ReadonlyMap<string, string>): Substituted {
  let result = '';
  let known = true;
  let done = 0;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', done)) {
    const reference = readReference(text, at);
    const value = reference === undefined ? undefined : readValue(reference, variables);
    const end = reference?.end ?? at + 1;
    if (value === undefined) known = false;
    result += text.slice(done, at) + (value ?? text.slice(at, end));
    done = end;
    if (result.length > maxValue) return { text, known: false };
  }
  return { text: result + text.slice(done), known };
}

interface Reference {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readReference(text: string, at: number): Reference | undefined {
  const braces = text.charAt(at + 1) === '{';
  const start = at + (braces ? 2 : 1);
  let end = start;
  while (end < text.length && /\w/.test(text.charAt(end))) end += 1;
  if (end === start) return undefined;
  const name = text.slice(start, end);
  if (!braces) return { name, operator: '', word: '', end };
  const close = text.indexOf('}', end);
  if (close === -1) return undefined;
  const rest = text.slice(end, close);
  const operator = /^:?[-+]/.exec(rest)?.[0] ?? '';
  return rest !== '' && operator === ''
    ? undefined
    : { name, operator, word: rest.slice(operator.length), end: close + 1 };
}

function readValue({ name, operator, word }: Reference, variables: ReadonlyMap<string, string>): string | undefined {
  const value = variables.get(name);
  if (operator === '' || value === undefined) return operator.endsWith('-') && !word.includes('$') ? word : value;
  if (operator.endsWith('+')) return word.includes('$') ? undefined : word;
  return value === '' && operator === ':-' ? word : value;
}
