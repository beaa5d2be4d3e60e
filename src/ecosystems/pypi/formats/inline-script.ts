import type { DependencyFile } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { type Location, locate, type Region, startOf } from '../../../model/location.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { parseToml } from '../../../text/toml.ts';
import { type Block, findScriptBlock } from '../inline-script.ts';
import { createCollector, type Found, rejectDisagreements } from '../pyproject/collector.ts';
import { entryAt, stringsIn } from '../pyproject/nodes.ts';
import { readUv, uvSources } from '../pyproject/uv.ts';

const id = 'inline-script';

/**
 * Metadata inside a Python script (PEP 723), which pipx, uv, Hatch and pip install before they run it. Scripts that are
 * programs have no ending mostly: they say in their first line what runs them. It stands beside what the file is otherwise,
 * such as a noxfile, or a shell script that starts itself over.
 */
export const format: Format = {
  id,
  title: 'inline script metadata',
  role: 'manifest',
  matches: (path) => (/(?:\.pyw?|(?:^|\/)[^./]+)$/.test(path) ? 'content' : false),
  recognises: (text) => text.startsWith(mark) || text.includes(`\n${mark}`) || text.includes(`\r${mark}`),
  parse: parseScript,
  besides: true,
  neighbours: () => [],
};

const mark = '# /// script';

function parseScript({ path, text }: SourceFile): DependencyFile {
  const index = indexLines(text);
  const block = findScriptBlock(text);
  const base = { path, format: id, role: 'manifest' as const };
  if (block === undefined) return { ...base, dependencies: [], registries: [], includes: [], own: [], unparsed: [] };
  const found = readBlock(path, text, block, index);
  if (block.nested === undefined) return { ...base, ...found };
  const location = locate(path, index.region(block.nested.start, block.nested.end));
  const reason = 'the block begins inside a block of another type: some tools read it, the specification does not';
  return { ...base, ...found, ambiguities: [...found.ambiguities, { location, reason }] };
}

/** The document is read on its own; what is found in it is then placed in the script. */
function readBlock(path: string, text: string, block: Block, index: LineIndex): Found {
  const toml = block.lines.map(({ content, end }) => text.slice(content, end)).join('\n');
  const firstLine = block.lines[0] === undefined ? 1 : index.position(block.lines[0].start).line;
  const { root, index: inner, disagreements } = parseBlock(toml, firstLine);
  const collector = createCollector(path, toml, inner, uvSources(root));
  rejectDisagreements(disagreements, collector);
  for (const node of stringsIn(entryAt(root, 'dependencies'), collector)) collector.requirement(node, 'runtime');
  readUv(root, collector);
  if (collector.found.clients.length === 0) collector.client({ client: 'uv' }, startOf(path));
  const place = (line: number, column: number) => {
    const at = block.lines[line - 1];
    return at === undefined ? index.position(0) : index.position(at.content + column - 1);
  };
  return moveFound(
    collector.found,
    (region) => {
      const start = place(region.startLine, region.startColumn);
      const end = place(region.endLine, region.endColumn);
      return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
    },
    text,
    index,
  );
}

function parseBlock(toml: string, firstLine: number) {
  try {
    return parseToml(toml);
  } catch (error) {
    if (!(error instanceof MalformedFileError) || error.line === undefined) throw error;
    throw new MalformedFileError(error.message, error.line + firstLine - 1);
  }
}

type Move = (region: Region) => Region;

function moveFound(found: Found, move: Move, text: string, index: LineIndex): Found {
  const at = (location: Location) => locate(location.path, move(location));
  const placed = <T extends { readonly location: Location }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, location: at(one.location) }));
  const written = ({ startLine, startColumn, endLine, endColumn }: Region) =>
    text.slice(index.offset(startLine, startColumn), index.offset(endLine, endColumn));
  return {
    dependencies: placed(found.dependencies).map((one) => ({
      ...one,
      ...(one.nameRegion && { nameRegion: move(one.nameRegion) }),
      ...(one.requirementRegion && { requirementRegion: move(one.requirementRegion) }),
    })),
    registries: placed(found.registries),
    includes: placed(found.includes),
    own: placed(found.own),
    unparsed: placed(found.unparsed).map((one) => ({ ...one, text: written(one.location) })),
    ambiguities: placed(found.ambiguities),
    safeguards: placed(found.safeguards),
    clients: placed(found.clients),
    constraints: placed(found.constraints),
  };
}
