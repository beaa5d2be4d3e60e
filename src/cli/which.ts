import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRegistryVariables, wantsColor } from '../app/environment.ts';
import { formats } from '../app/formats.ts';
import { names } from '../app/names.ts';
import { openHttp } from '../app/run.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { createRegistryBook } from '../engine/registries.ts';
import { type Answer, whichIndexes } from '../engine/which.ts';
import { openFolders } from '../hosts/folders/open-folders.ts';
import { AuditError } from '../model/error.ts';
import { createLog } from '../ports/progress.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { choosePolicy } from './policy.ts';

const flags = {
  dir: { type: 'string' },
  format: { type: 'string' },
  config: { type: 'string' },
  offline: { type: 'boolean' },
  'no-color': { type: 'boolean' },
} as const;

/** More than anybody reads. */
const maxGaps = 100;

/**
 * `gazetteer which`: which index would serve names here. Status 0, or 3 where that hangs on an index that did not answer, or
 * where something that may declare names was not read.
 */
export async function runCommand(args: readonly string[], version: string): Promise<number> {
  const { values, positionals } = parse(args);
  const { format = 'text', dir = '.', config, offline = false } = values;
  if (format !== 'json' && format !== 'text') throw usage(`--format ${format}: give json or text`);
  const { env, stdout, stderr } = process;
  const source = await openFolders({ base: null, head: resolve(dir) });
  // The folder's own configuration counts: whoever runs this chose the folder.
  const own = { ...source, policy: source.head };
  const policy = await choosePolicy(config, own);
  const environment = readRegistryVariables(env, ecosystems);
  const { http, notes } = await openHttp({
    source: own,
    policy,
    configPath: config === undefined ? defaultConfigPath : undefined,
    environment,
    keyring: { env, home: homedir(), ...(config === undefined ? {} : { config: resolve(config) }) },
    offline,
    version,
  });
  for (const note of notes) stderr.write(`gazetteer: ${terminalText(note, 300)}\n`);
  const log = createLog({ stream: stderr, now: () => performance.now(), quiet: true, verbose: false, progress: false });
  try {
    const registries = createRegistryBook(policy, environment);
    const found = await whichIndexes({
      source,
      formats,
      ecosystems,
      policy,
      registries,
      http,
      log,
      names: positionals,
      ...names,
      bundled: names,
      now: new Date(),
    });
    const gaps = [...found.gaps, ...found.notes];
    for (const gap of gaps.slice(0, maxGaps)) stderr.write(`gazetteer: not read: ${terminalText(gap, 300)}\n`);
    if (gaps.length > maxGaps) stderr.write(`gazetteer: not read: ${gaps.length - maxGaps} further places\n`);
    for (const name of found.unmatched)
      stderr.write(`gazetteer: ${terminalText(name, 200)}: no client here could be asked for it\n`);
    if (format === 'json') for (const answer of found.answers) stdout.write(`${JSON.stringify(answer)}\n`);
    else stdout.write(renderTable(found.answers, values['no-color'] !== true && wantsColor(env, stdout.isTTY)));
    return found.isOpen || found.gaps.length > 0 ? 3 : found.unmatched.length > 0 ? 2 : 0;
  } finally {
    await http.close();
    log.stop();
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

const usage = (message: string): AuditError => new AuditError('usage', message, 'gazetteer --help shows the usage');

/** One block for each name and client: the indexes in the client's order, the one that serves marked. */
export function renderTable(answers: readonly Answer[], color: boolean): string {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const safe = (text: string, length = 200) => terminalText(text, length);
  const blocks = answers.map(({ purl, client, path, requirement = '', candidates, winner, reason, openings }) => {
    const width = Math.max(...candidates.map(({ registry }) => safe(registry, 100).length), 0);
    const rows = candidates.map(({ registry, answer, best, reason: why }) => {
      const isWinner = winner?.registry === registry;
      const said = answer === 'present' ? (best ?? 'no release that fits') : answer;
      const more = why === undefined ? '' : `: ${safe(why)}`;
      const row = `  ${isWinner ? '>' : ' '} ${safe(registry, 100).padEnd(width)}  ${safe(said, 80)}${more}`;
      return isWinner ? paint(32, row) : row;
    });
    const warnings = openings.map(({ registry, version }) =>
      paint(33, `    ${safe(registry, 100)} would serve it with a release ${safe(version, 80)}`),
    );
    const head = `${paint(1, safe(purl))}${requirement === '' ? '' : ` ${safe(requirement, 80)}`}  (${safe(client)}, ${safe(path)})`;
    return [head, ...rows, `    ${safe(reason)}`, ...warnings].join('\n');
  });
  return blocks.length === 0 ? 'no name that an index could serve is declared here\n' : `${blocks.join('\n\n')}\n`;
}
