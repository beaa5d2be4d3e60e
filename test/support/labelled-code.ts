import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../model-output', import.meta.url));

export const labels = ['vulnerable', 'lowered', 'harmless'] as const;
export const marks = ['source', 'sink', 'exposes'] as const;

type Label = (typeof labels)[number];
type Mark = (typeof marks)[number];

export interface LabelledFile {
  readonly path: string;
  /** Without the marks, so that nothing that reads it can go by them. */
  readonly text: string;
  /** Numbers of the lines that bear a mark; the first line is 1. */
  readonly lines: Readonly<Record<Mark, readonly number[]>>;
}

/** `test/model-output/README.md` says what the fields mean. */
export interface LabelledCase {
  readonly id: string;
  readonly label: Label;
  readonly reason: string;
  readonly limits: readonly string[];
  readonly by: string | undefined;
  /** Where it stands: `<theme>.txt:<line>`. */
  readonly origin: string;
  readonly files: readonly LabelledFile[];
}

/** How comments begin in a language, and what a case of one file is called. */
const languages = {
  python: { comment: '#', fileOf: () => 'main.py' },
  javascript: { comment: '//', fileOf: (theme: string) => `main${/\.[jt]sx?(?=\.txt$)/.exec(theme)?.[0] ?? '.js'}` },
} as const;

type Language = keyof typeof languages;

/** The cases of a language, in the order of their files. A line that only looks like one of the format's is an error. */
export function readLabelledCode(language: Language): readonly LabelledCase[] {
  const folder = join(root, language);
  return readdirSync(folder)
    .sort()
    .flatMap((theme) => splitCases(readFileSync(join(folder, theme), 'utf8'), theme, language));
}

export function splitCases(text: string, theme: string, language: Language): readonly LabelledCase[] {
  const { comment } = languages[language];
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (line.startsWith(`${comment}%%`) ? [at] : []));
  if (starts[0] !== 0) throw new Error(`${theme}:1: a file begins with a case`);
  return starts.map((start, nth) => {
    const origin = `${theme}:${start + 1}`;
    const files = splitFiles(lines.slice(start + 1, starts[nth + 1]), { origin, theme, language });
    return { ...readHead((lines[start] ?? '').slice(comment.length), origin), origin, files };
  });
}

function readHead(head: string, origin: string): Omit<LabelledCase, 'origin' | 'files'> {
  const shape = /^%% (\w+): ([a-z0-9-]+)(?: limits=([a-z,]+))?(?: by=([a-z-]+))? -- (\S.*)$/;
  const [, word, id = '', limits, by, reason = ''] = shape.exec(head) ?? [];
  const label = labels.find((known) => known === word);
  if (label === undefined) throw new Error(`${origin}: not the first line of a case: ${head}`);
  return { id, label, reason, limits: limits?.split(',') ?? [], by };
}

interface Part {
  readonly origin: string;
  readonly theme: string;
  readonly language: Language;
}

function splitFiles(lines: readonly string[], { origin, theme, language }: Part): readonly LabelledFile[] {
  const { comment, fileOf } = languages[language];
  const lead = `${comment}%file `;
  const starts = lines.flatMap((line, at) => (line.startsWith(lead) ? [at] : []));
  if (starts.length === 0) return [readMarks(fileOf(theme), lines, origin, comment)];
  if (starts[0] !== 0) throw new Error(`${origin}: lines before the first file`);
  return starts.map((start, nth) => {
    const path = (lines[start] ?? '').slice(lead.length);
    return readMarks(path, lines.slice(start + 1, starts[nth + 1]), origin, comment);
  });
}

function readMarks(path: string, marked: readonly string[], origin: string, comment: string): LabelledFile {
  const lines: Record<Mark, number[]> = { source: [], sink: [], exposes: [] };
  const plain = marked.map((line, at) => {
    const start = line.lastIndexOf(`${comment}! `);
    if (start === -1) return line;
    for (const word of line.slice(start + comment.length + 2).split(' ')) {
      const mark = marks.find((known) => known === word);
      if (mark === undefined) throw new Error(`${origin}: ${path}:${at + 1}: not a mark: ${word}`);
      lines[mark].push(at + 1);
    }
    return line.slice(0, start).trimEnd();
  });
  return { path, text: `${plain.join('\n').trimEnd()}\n`, lines };
}
