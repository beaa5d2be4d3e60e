import { parseArgs } from 'node:util';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { type Assessment, assessName, readAsked } from '../engine/assess-name.ts';
import { AuditError } from '../model/error.ts';

const flags = {
  format: { type: 'string' },
  offline: { type: 'boolean' },
  'ignore-adoption': { type: 'boolean' },
} as const;

/** Lines that are written at once. */
const batch = 1_000;

/** `gazetteer name`: what is known of names. Status 0, 1 where one is not known or resembles another, 2 wrong usage. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const { format = 'json', 'ignore-adoption': ignoresAdoption = false } = values;
  if (format !== 'json') throw usage(`--format ${format}: give json`);
  const context = { ecosystems, now: new Date(), ignoresAdoption };
  const assess = (line: string): Assessment => assessName(readAsked(line), names, context);
  if (positionals.length > 0) {
    const found = positionals.map(assess);
    for (const one of found) process.stdout.write(`${JSON.stringify(one)}\n`);
    return found.every(({ known, lookalike }) => known && lookalike === null) ? 0 : 1;
  }
  let lines: string[] = [];
  const flush = async () => {
    const text = lines.map((line) => `${JSON.stringify(assess(line))}\n`).join('');
    lines = [];
    if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  };
  for await (const line of readLines(process.stdin.setEncoding('utf8'))) {
    lines.push(line);
    if (lines.length >= batch) await flush();
  }
  await flush();
  return 0;
}

/** Only line feeds end a line, with a carriage return or without: each of them gets one answer. */
async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  const join = (last: string): string => [...parts, last].join('').replace(/\r$/, '');
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      yield join(chunk.slice(from, end));
      parts = [];
      from = end + 1;
    }
    if (from < chunk.length) parts.push(chunk.slice(from));
  }
  if (parts.length > 0) yield join('');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

const usage = (message: string): AuditError => new AuditError('usage', message, 'gazetteer --help shows the usage');
