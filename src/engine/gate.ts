import { type Location, startOf } from '../model/location.ts';
import type { ChangedPath, ChangeSource, Tree } from '../model/ports.ts';
import type { GateSubject } from '../model/subject.ts';

/** Where the configuration stands unless the caller says otherwise. */
export const defaultConfigPath = '.github/gazetteer.yml';

const maxGateBytes = 1024 * 1024;

/** Workflows, and actions of the repository that they may call. */
const isWorkflow = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^(?:.+\/)?action\.ya?ml$/.test(path);

/** Files that decide whether and how the audit runs: its configuration, what that lists as known, and the workflows that name it. */
export async function findGateChanges(
  source: ChangeSource,
  configPath: string | undefined,
  baselinePath?: string,
): Promise<readonly GateSubject[]> {
  // Also where everything is audited: what the change does to the audit shows only against what was there before.
  if (!source.hasBase) return [];
  const isPolicy = (path: string) => path === configPath || path === baselinePath;
  const isGate = (path: string) => isPolicy(path) || path === source.workflowPath || isWorkflow(path);
  const { paths: changed } = await source.changed(isGate);
  const touched = changed.flatMap(({ path, previousPath, change }) =>
    previousPath === undefined
      ? [{ path, change }]
      : [
          { path, change: 'added' as const },
          { path: previousPath, change: 'removed' as const },
        ],
  );
  const watched = touched.filter(({ path }) => isGate(path));
  const pathsBut = (kind: ChangedPath['change']) =>
    watched.filter(({ change }) => change !== kind).map(({ path }) => path);
  const [before, after] = await Promise.all([
    readTexts(source.base, pathsBut('added')),
    readTexts(source.head, pathsBut('removed')),
  ]);
  return watched.flatMap(({ path, change }): readonly GateSubject[] => {
    const texts = [before.get(path), after.get(path)];
    const role = isPolicy(path) ? 'configuration' : 'workflow';
    const runsAudit =
      path === source.workflowPath || texts.some((text) => text !== undefined && /gazetteer/i.test(text));
    if (role === 'workflow' && !runsAudit) return [];
    const isEmpty = path === configPath && change === 'added' && setsNothing(texts[1]);
    const at = firstDifference(path, texts[0], texts[1]);
    return [{ kind: 'gate', path, role, change, ...(isEmpty ? { isEmpty } : {}), at }];
  });
}

/** Comments and the version of the format alone, as `gazetteer init` writes it. Written twice it is an error, not nothing. */
function setsNothing(text: string | undefined): boolean {
  const lines = text?.split('\n').map((line) => line.replace(/\r$/, ''));
  const isVersion = (line: string) => line === 'version: 1';
  return (
    lines?.every((line) => isVersion(line) || /^(?:#.*)?$/.test(line)) === true && lines.filter(isVersion).length < 2
  );
}

/** Texts of small files; what is missing or unreadable is left out. */
async function readTexts(tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(paths);
  if (wanted.size === 0) return new Map();
  const entries = (await tree.entries((path) => wanted.has(path), wanted)).entries.filter(
    ({ mode }) => mode === 'file',
  );
  const reads = await tree.read(entries, maxGateBytes);
  return new Map(
    [...reads].flatMap(([path, read]) => (read.kind === 'bytes' ? [[path, new TextDecoder().decode(read.bytes)]] : [])),
  );
}

/** The first line of the later text that the earlier one does not have at that place. */
function firstDifference(path: string, before: string | undefined, after: string | undefined): Location {
  if (after === undefined) return startOf(path);
  const [old, now] = [(before ?? '').split('\n'), after.split('\n')];
  const at = before === undefined ? 0 : now.findIndex((line, index) => line !== old[index]);
  const line = at < 0 ? now.length - 1 : at;
  const length = (now[line] ?? '').replace(/\r$/, '').length;
  return { path, startLine: line + 1, startColumn: 1, endLine: line + 1, endColumn: length + 1 };
}
