import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { formats } from '../app/formats.ts';
import { type Inventory, type InventoryFile, takeInventory } from '../engine/inventory.ts';
import { openFolders } from '../hosts/folders/open-folders.ts';
import { AuditError } from '../model/error.ts';
import type { ChangeSource, Wanted } from '../model/ports.ts';
import { printJson } from '../reporters/escape-json.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';

const { flags } = commandLines.inventory;

/** `gazetteer inventory`: what is declared where, parsed only. Status 0, or 3 where something could not be read. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { paths, format } = readOptions(args);
  const parts: Inventory[] = [];
  for (const path of paths) parts.push(await takeInventory(await openPath(path), formats));
  const skipped = parts.flatMap((part) => part.skipped);
  const incomplete = parts.flatMap((part) => part.incomplete);
  const files = parts.flatMap((part) => part.files);
  await (format === 'json' ? printDocument(files, { skipped, incomplete }) : printText(files));
  for (const { path, reason } of skipped) tell(`not read: ${path}: ${reason}`);
  for (const reason of incomplete) tell(`incomplete: ${reason}`);
  return skipped.length + incomplete.length === 0 ? 0 : 3;
}

function readOptions(args: readonly string[]): { readonly paths: readonly string[]; readonly format: 'json' | 'text' } {
  const { values, positionals } = parseFlags(args, flags);
  const { format = 'text' } = values;
  if (format !== 'json' && format !== 'text') throw usage(`--format ${format}: give json or text`);
  return { paths: positionals.length === 0 ? ['.'] : positionals, format };
}

/** A folder, or one file of a folder: paths are relative to what was given. */
async function openPath(path: string): Promise<ChangeSource> {
  const info = await stat(resolve(path)).catch(() => undefined);
  if (info?.isDirectory() === true) return openFolders({ base: null, head: path });
  if (info?.isFile() !== true)
    throw new AuditError('usage', `${path} is no file and no folder`, 'give files or folders that are there');
  const source = await openFolders({ base: null, head: dirname(resolve(path)) });
  const name = basename(path);
  const only =
    (wanted: Wanted): Wanted =>
    (candidate, mode) =>
      candidate === name && wanted(candidate, mode);
  const { head } = source;
  return { ...source, head: { ...head, entries: (wanted) => head.entries(only(wanted)) } };
}

const tell = (text: string): boolean => process.stderr.write(`${safe(text)}\n`);

const safe = (text: string): string => terminalText(text, 500);

/** One file of the inventory at a time: a whole tree may come to more than one text can hold. */
async function printDocument(files: readonly InventoryFile[], rest: object): Promise<void> {
  await write('{"schemaVersion":1,"files":[\n');
  for (const [at, file] of files.entries()) await write(`${at === 0 ? '' : ','}${printJson(file, 0)}`);
  await write(`],${printJson(rest, 0).slice(1)}`);
}

async function printText(files: readonly InventoryFile[]): Promise<void> {
  for (const { path, format, dependencies, unparsed } of files) {
    const gaps = unparsed.length === 0 ? '' : `, ${unparsed.length} not understood`;
    await write(`${safe(path)} (${format}): ${dependencies.length}${gaps}\n`);
    for (const { purl, requirement, location, scope, direct, source } of dependencies) {
      const how = [scope, direct ? 'direct' : 'transitive', source.kind].join(', ');
      const asked = requirement === undefined ? '' : ` ${requirement}`;
      await write(`  ${String(location.startLine).padStart(5)}  ${safe(`${purl}${asked}`)}  [${how}]\n`);
    }
    for (const { location, reason } of unparsed) {
      await write(`  ${String(location.startLine).padStart(5)}  not understood: ${safe(reason)}\n`);
    }
  }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
