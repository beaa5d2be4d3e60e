import { wantsColor } from '../app/environment.ts';
import { formats } from '../app/formats.ts';
import { type Answer, whichIndexes } from '../engine/which.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';
import { openFolderWorld, tellGaps } from './folder.ts';

const { flags } = commandLines.which;

/**
 * `gazetteer which`: which index would serve names here. Status 0, or 3 where that hangs on an index that did not answer, or
 * where something that may declare names was not read.
 */
export async function runCommand(args: readonly string[], version: string): Promise<number> {
  const { values, positionals } = parseFlags(args, flags);
  const { format = 'text', dir = '.', config, offline = false } = values;
  if (format !== 'json' && format !== 'text') throw usage(`--format ${format}: give json or text`);
  const { env, stdout, stderr } = process;
  const cache = values['no-cache'] !== true;
  const world = await openFolderWorld({ dir, config, offline, cache, version });
  try {
    const found = await whichIndexes({ ...world, formats, names: positionals });
    tellGaps([...found.gaps, ...found.notes]);
    for (const name of found.unmatched)
      stderr.write(`gazetteer: ${terminalText(name, 200)}: no client here could be asked for it\n`);
    if (format === 'json') for (const answer of found.answers) stdout.write(`${JSON.stringify(answer)}\n`);
    else stdout.write(renderTable(found.answers, values['no-color'] !== true && wantsColor(env, stdout.isTTY)));
    return found.isOpen || found.gaps.length > 0 ? 3 : found.unmatched.length > 0 ? 2 : 0;
  } finally {
    await world.close();
  }
}

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
