import { type Entry, readEditable, readEntry } from './entry.ts';
import { readLogicalLines } from './lines.ts';
import { findOptions, type OptionName, readOptions } from './options.ts';

/** Requirements files without a telling name are small; a longer text is something else. */
const maxLength = 512 * 1024;

/**
 * Whether a text can only be a requirements file: every line is one that pip reads, and at least one is more than a bare
 * name or path: it has a version, an address or a hash, or it is an option. Prose, word lists and build files never are.
 */
export function looksLikeRequirements(text: string): boolean {
  if (text.length > maxLength) return false;
  let certain = false;
  for (const line of readLogicalLines(text)) {
    if (line.text === '') continue;
    const verdict = judgeLine(line.text);
    if (verdict === 'foreign') return false;
    certain ||= verdict === 'certain';
  }
  return certain;
}

function judgeLine(line: string): 'certain' | 'possible' | 'foreign' {
  const from = findOptions(line);
  const { options, words, error } = readOptions(line, from);
  if (error !== undefined || words.length > 0) return 'foreign';
  if (from > 0) {
    const entry = judgeEntry(readEntry(line.slice(0, from).trim()));
    return entry === 'possible' && options.some(({ name }) => name === '--hash') ? 'certain' : entry;
  }
  // A line with an editable is one, whatever else stands on it (pip `ParsedLine`).
  const editable = options.find(({ name }) => name === '--editable');
  if (editable !== undefined) return judgeEntry(readEditable(editable.value)) === 'foreign' ? 'foreign' : 'certain';
  return options.some(({ name }) => tellingOptions.has(name)) ? 'certain' : 'possible';
}

function judgeEntry(entry: Entry): 'certain' | 'possible' | 'foreign' {
  if (entry.kind === 'rejected') return 'foreign';
  if (entry.kind === 'project') return 'possible';
  if (entry.fault !== undefined) return 'foreign';
  const { requirement, source } = entry.draft;
  return requirement !== undefined || source.kind !== 'registry' ? 'certain' : 'possible';
}

const tellingOptions: ReadonlySet<OptionName> = new Set<OptionName>([
  '--requirement',
  '--constraint',
  '--index-url',
  '--extra-index-url',
  '--find-links',
  '--trusted-host',
  '--only-binary',
  '--no-binary',
]);
