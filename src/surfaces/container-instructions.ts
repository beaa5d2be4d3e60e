import { type Piece, PieceBuilder, sliceOf } from './pieces.ts';

export interface Heredoc {
  readonly body: Piece;
  /** Whether the word that ends it was found. */
  readonly closed: boolean;
}

/** One instruction, continued lines joined, comment lines inside taken out. */
export interface Instruction {
  /** Capital letters; what follows `ONBUILD` where that stands before it. */
  readonly name: string;
  /** `--mount=type=bind,from=image` and the like. */
  readonly flags: readonly Piece[];
  /** What follows keyword and flags. */
  readonly value: Piece;
  /** The value and the lines of its heredocs. */
  readonly whole: Piece;
  readonly heredocs: readonly Heredoc[];
  /** The value is nothing but words that begin heredocs. */
  readonly isHeredocOnly: boolean;
  readonly start: number;
  readonly end: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const takesHeredocs = new Set(['RUN', 'COPY', 'ADD']);

/** Splits a Dockerfile into instructions as BuildKit does (docs.docker.com/reference/dockerfile, "Format"). Linear. */
export function readInstructions(file: string): readonly Instruction[] {
  const mark = readEscape(file);
  const instructions: Instruction[] = [];
  for (let at = 0; at < file.length; ) {
    const line = readLogicalLine(file, at, mark);
    at = line.next;
    if (line.stretches.length === 0) continue;
    const read = readInstruction(file, line.stretches, line.next);
    at = read.next;
    instructions.push(read.instruction);
  }
  return instructions;
}

/** The directive `# escape=` counts only among the lines at the top that are directives. */
function readEscape(file: string): string {
  for (let at = 0; at < file.length; ) {
    const end = endOfLine(file, at);
    const directive = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(\S{1,200})\s*$/.exec(file.slice(at, Math.min(end, at + 300)));
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
    at = end + 1;
  }
  return '\\';
}

function readLogicalLine(file: string, start: number, mark: string): { stretches: Stretch[]; next: number } {
  const stretches: Stretch[] = [];
  for (let at = start; ; ) {
    const end = endOfLine(file, at);
    const first = skipBlanks(file, at, end);
    const next = Math.min(file.length, end + 1);
    const isSilent = first >= trimEnd(file, at, end) || file.charAt(first) === '#';
    if (isSilent && stretches.length === 0) return { stretches, next };
    if (!isSilent) {
      const from = stretches.length === 0 ? first : at;
      const to = findContinuation(file, from, end, mark);
      stretches.push({ from, to: to ?? trimEnd(file, from, end) });
      if (to === undefined) return { stretches, next };
    }
    if (next >= file.length) return { stretches, next };
    at = next;
  }
}

/** Offset of the escape character that joins the next line to this one. */
function findContinuation(file: string, start: number, end: number, mark: string): number | undefined {
  const last = trimEnd(file, start, end) - 1;
  if (last < start || file.charAt(last) !== mark) return undefined;
  return last > start && file.charAt(last - 1) === mark ? undefined : last;
}

function readInstruction(
  file: string,
  stretches: readonly Stretch[],
  next: number,
): { readonly instruction: Instruction; readonly next: number } {
  const line = build(file, stretches, 0);
  let { name, rest } = readKeyword(line.text, 0);
  if (name === 'ONBUILD') ({ name, rest } = readKeyword(line.text, rest));
  const flags: Piece[] = [];
  for (let flag = readFlag(line.text, rest); flag !== undefined; flag = readFlag(line.text, rest)) {
    const [start, end] = [rest, flag.end];
    flags.push({ text: line.text.slice(start, end), at: (offset) => line.at(start + offset) });
    rest = flag.next;
  }
  const value = build(file, stretches, rest);
  const { names, isOnly: isHeredocOnly } = findHeredocs(takesHeredocs.has(name) ? value.text : '');
  const heredocs: Heredoc[] = [];
  let at = next;
  for (const heredoc of names) {
    const body = readHeredoc(file, at, heredoc);
    heredocs.push(body);
    at = body.next;
  }
  // A file that ends with the instruction has no line below it.
  const hasLines = heredocs.length > 0 && file.charAt(next - 1) === '\n';
  const tail = hasLines ? [{ from: next - 1, to: at }] : [];
  const whole = heredocs.length === 0 ? value : build(file, [...stretches, ...tail], rest);
  const [start, end] = [stretches[0]?.from ?? 0, stretches.at(-1)?.to ?? 0];
  return { instruction: { name, flags, value, whole, heredocs, isHeredocOnly, start, end }, next: at };
}

/** Joins stretches of the file and leaves out the first `skip` characters. */
function build(file: string, stretches: readonly Stretch[], skip: number): Piece {
  const built = new PieceBuilder();
  let left = skip;
  for (const { from, to } of stretches) {
    const start = Math.min(to, from + left);
    left -= start - from;
    built.append(file.slice(start, to), start, to);
  }
  return built.length === 0 ? sliceOf(file, stretches.at(-1)?.to ?? 0, stretches.at(-1)?.to ?? 0) : built.finish();
}

function readKeyword(text: string, start: number): { name: string; rest: number } {
  let at = skipBlanks(text, start, text.length);
  const from = at;
  while (at < text.length && !isBlank(text.charAt(at))) at += 1;
  return { name: text.slice(from, Math.min(at, from + 20)).toUpperCase(), rest: skipBlanks(text, at, text.length) };
}

function readFlag(text: string, start: number): { readonly end: number; readonly next: number } | undefined {
  if (!text.startsWith('--', start)) return undefined;
  let end = start;
  while (end < text.length && !isBlank(text.charAt(end))) end += 1;
  return { end, next: skipBlanks(text, end, text.length) };
}

interface HeredocStart {
  readonly name: string;
  readonly stripsTabs: boolean;
}

/** Words such as `<<EOF`, `<<-EOF` and `3<<"EOF"`; inside quotes or other words they mean nothing to BuildKit. */
function findHeredocs(text: string): { readonly names: readonly HeredocStart[]; readonly isOnly: boolean } {
  if (!text.includes('<<')) return { names: [], isOnly: false };
  const words = splitQuoted(text);
  const names = words.flatMap((word): readonly HeredocStart[] => {
    const match = /^\d{0,3}<<(-?)(["']?)([^<"'\s]{1,100})\2$/.exec(word);
    return match?.[3] === undefined ? [] : [{ name: match[3], stripsTabs: match[1] === '-' }];
  });
  return { names, isOnly: names.length > 0 && names.length === words.length };
}

function splitQuoted(text: string): readonly string[] {
  const words: string[] = [];
  for (let at = skipBlanks(text, 0, text.length); at < text.length; at = skipBlanks(text, at, text.length)) {
    const start = at;
    let quote = '';
    while (at < text.length && (quote !== '' || !isBlank(text.charAt(at)))) {
      const char = text.charAt(at);
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      at += 1;
    }
    words.push(text.slice(start, at));
  }
  return words;
}

function readHeredoc(file: string, start: number, { name, stripsTabs }: HeredocStart): Heredoc & { next: number } {
  for (let at = start; at < file.length; ) {
    const end = endOfLine(file, at);
    let first = at;
    while (stripsTabs && file.charAt(first) === '\t') first += 1;
    const last = file.charAt(end - 1) === '\r' ? end - 1 : end;
    const next = Math.min(file.length, end + 1);
    if (last - first === name.length && file.startsWith(name, first)) {
      return { body: sliceOf(file, start, at), closed: true, next };
    }
    at = next;
  }
  return { body: sliceOf(file, start, file.length), closed: false, next: file.length };
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charAt(at))) at += 1;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charAt(at - 1))) at -= 1;
  return at;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
