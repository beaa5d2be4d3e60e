import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readRegistryVariables } from '../app/environment.ts';
import { type LogFile, maxLogBytes, type VerifiedLogs, verifyLogFiles } from '../app/installs.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { VerifiedInstall } from '../engine/verify-logs.ts';
import { openFolders } from '../hosts/folders/open-folders.ts';
import { purl } from '../model/purl.ts';
import { printJson } from '../reporters/escape-json.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';
import { choosePolicy } from './policy.ts';
import { openSource } from './source.ts';

const { flags } = commandLines['verify-log'];

/** `gazetteer verify-log`: which index each package really came from. Status 1 where one differs, 3 where a log is not read. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { files, dir, config, format, ...period } = readOptions(args);
  const source = await openFolders({ base: null, head: dir });
  const verified = await verifyLogFiles(await Promise.all(files.map(readLog)), {
    source,
    policy: await choosePolicy(config, await openSource({ dir, base: 'none' }), false),
    environment: readRegistryVariables(process.env, ecosystems),
    ...period,
  });
  print(verified, format);
  if (verified.installs.some(({ state }) => state === 'differs')) return 1;
  return verified.skipped.length + verified.unparsed.length === 0 ? 0 : 3;
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseFlags(args, flags);
  const { dir = '.', format = 'text', config, since, until } = values;
  if (positionals.length === 0) throw usage('give the logs to read');
  if (format !== 'json' && format !== 'text') throw usage(`--format ${format}: give json or text`);
  const period = {
    ...(since === undefined ? {} : { since: readMoment('since', since, 'T00:00:00.000Z') }),
    ...(until === undefined ? {} : { until: readMoment('until', until, 'T23:59:59.999Z') }),
  };
  if (period.since !== undefined && period.until !== undefined && period.since > period.until)
    throw usage(`--since ${since} is later than --until ${until}`);
  return {
    files: positionals,
    dir,
    format: format === 'json' ? ('json' as const) : ('text' as const),
    config,
    ...period,
  };
}

/** A day, which counts as a whole, or a moment (RFC 3339). */
function readMoment(name: string, text: string, rest: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const at = isDay || isMoment ? new Date(isDay ? text + rest : text) : undefined;
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  // `Date` takes 31 February for 3 March.
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  if (at === undefined || Number.isNaN(at.getTime()) || !isReal)
    throw usage(`--${name} ${text}: give a day such as 2022-12-25, or a time such as 2022-12-25T12:00:00Z`);
  return at.toISOString();
}

async function readLog(path: string): Promise<LogFile> {
  try {
    const info = await stat(resolve(path));
    if (!info.isFile()) return { path, reason: 'it is no file' };
    if (info.size > maxLogBytes) return { path, reason: `it is larger than ${maxLogBytes} bytes` };
    return { path, bytes: await readFile(resolve(path)) };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { path, reason: isMissing ? 'it is not there: give the path of a log' : 'it cannot be read' };
  }
}

function print(verified: VerifiedLogs, format: 'text' | 'json'): void {
  const { installs, unparsed, skipped, untimed, outside } = verified;
  process.stdout.write(format === 'json' ? installs.map(toLine).join('') : toTable(installs));
  for (const { path, reason } of skipped) tell(`not read: ${path}: ${reason}`);
  for (const { location, reason, text } of unparsed)
    tell(`not understood: ${location.path}:${location.startLine}: ${reason}${text === '' ? '' : `: ${text}`}`);
  if (untimed > 0) tell(`without a time, and kept: ${untimed}`);
  if (outside > 0) tell(`outside of the period: ${outside}`);
}

function toLine({ installed, state, promised, reason }: VerifiedInstall): string {
  const { ecosystem, name, version, location, from, index, url, host, at } = installed;
  const { path, startLine: line } = location;
  const document = {
    purl: purl(ecosystem, name, version),
    path,
    line,
    from,
    index,
    url,
    host,
    at,
    state,
    promised,
    reason,
  };
  return `${printJson(document, 0).trimEnd()}\n`;
}

function toTable(installs: readonly VerifiedInstall[]): string {
  const rows = installs.map(({ installed, state, reason }) => {
    const { ecosystem, name, version, location } = installed;
    const what = terminalText(purl(ecosystem, name, version), 200);
    return [state, what, terminalText(`${location.path}:${location.startLine}`, 200), terminalText(reason, 400)];
  });
  const widths = [0, 1, 2].map((column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  const lines = rows.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`);
  const count = (wanted: string) => installs.filter(({ state }) => state === wanted).length;
  const sum = `${installs.length} installed: ${count('as promised')} as promised, ${count('differs')} differ, ${count('open')} open\n`;
  return lines.join('') + sum;
}

const tell = (text: string): boolean => process.stderr.write(`${terminalText(text, 500)}\n`);
