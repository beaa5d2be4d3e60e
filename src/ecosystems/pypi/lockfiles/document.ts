import type { SourceFile } from '../../../model/ecosystem.ts';
import type { TomlDocument, TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { readToml } from '../../../text/toml-scan.ts';
import { LockCollector } from './collector.ts';

/** How the file of a tool looks. */
interface Style {
  /** Keys under which it keeps packages. */
  readonly lists: readonly string[];
  /** The tool alone writes such files: an entry of another shape was made by hand. */
  readonly isGenerated: boolean;
}

export interface LockDocument {
  readonly root: TomlTable;
  readonly into: LockCollector;
}

/** Opens a lockfile in TOML and tells what hides its entries from people and from simple readers. */
export function openLockfile(file: SourceFile, style: Style): LockDocument {
  const document = readToml(file.text);
  const into = new LockCollector(file, document.index);
  for (const { path, region } of document.disagreements) {
    into.doubt(region, `two TOML readers do not agree on "${path.slice(0, 100)}"`);
  }
  for (const list of style.lists) doubtHiddenEntries(document, list, style, into);
  return { root: document.root, into };
}

/**
 * Line by line, a package is `[[package]]`, `name = "..."`: so people and many tools read it. TOML can write the same
 * otherwise, and can put these lines into a text where they mean nothing.
 */
function doubtHiddenEntries(
  { root, isPlain }: TomlDocument,
  list: string,
  { isGenerated }: Style,
  into: LockCollector,
): void {
  const packages = root.entries.get(list)?.value;
  const header = `[[${list}]]`;
  const { file } = into;
  for (const item of packages?.kind === 'array' ? packages.items : []) {
    if (item.kind !== 'table' || !isGenerated) continue;
    const name = item.entries.get('name');
    const before = name && file.text.charAt(name.start - 1);
    if (!file.text.startsWith(header, item.start - 2) || before === '"' || before === "'") {
      into.doubt(
        name?.keyRegion ?? item.region,
        `the package is not written as "${header}" and "name = ...", as its tool does`,
      );
    }
  }
  if (!isPlain && (file.text.includes('"""') || file.text.includes("'''"))) doubtTexts(root, header, into);
}

/** Texts over several lines that show entries where there are none. Without recursion: the depth is the file's. */
function doubtTexts(root: TomlTable, header: string, into: LockCollector): void {
  const open: TomlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'array') for (const item of node.items) open.push(item);
    else if (node.kind === 'table') for (const { value } of node.entries.values()) open.push(value);
    else if (node.kind === 'string' && node.region.endLine > node.region.startLine && node.value.includes(header)) {
      into.doubt(node.region, `"${header}" stands inside a text, where it is no package`);
    }
  }
}
