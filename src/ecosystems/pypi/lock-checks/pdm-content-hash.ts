import type { LockCheck } from '../../../model/lock-check.ts';
import type { TomlNode, TomlTable } from '../../../text/toml-nodes.ts';
import { contentHashCheck, tomlHash } from '../lockfiles/content-hash.ts';
import { entriesOf, itemsOf, valueAt } from '../lockfiles/nodes.ts';
import { type PythonObject, type PythonValue, pythonObject, writePythonJson } from '../lockfiles/python-json.ts';
import { names } from '../names.ts';

/** `[metadata] content_hash`: SHA-256 of the parts of pyproject.toml that matter to PDM. */
export const pdmContentHash: LockCheck = contentHashCheck({
  format: 'pdm-lock',
  manifest: 'pyproject.toml',
  recorded: (text) => tomlHash(text, ['metadata', 'content_hash'], 'sha256:'),
  contents: (root) => contentsOf(root).map((content) => writePythonJson(content)),
  confidence: 'medium',
});

/**
 * Releases differ in the name of the overrides and in where groups come from (src/pdm/project/project_file.py). Manifests
 * of other tools, which PDM converts before, are left out.
 */
function contentsOf(root: TomlTable): readonly PythonObject[] {
  const project = valueAt(root, 'project');
  if (project === undefined) return [];
  const settings = valueAt(root, 'tool', 'pdm');
  const legacy = valueAt(settings, 'dev-dependencies');
  const groups = valueAt(root, 'dependency-groups');
  const empty = pythonObject();
  const developments = [legacy ?? empty, merge(groups, legacy), merge(legacy, groups)];
  const resolution = valueAt(settings, 'resolution');
  const overrides = valueAt(settings, 'overrides') ?? valueAt(resolution, 'overrides');
  const tails: readonly (readonly [string, PythonValue])[] = [
    ['overrides', overrides ?? empty],
    ['resolution', resolution ?? empty],
  ];
  return tails.flatMap((tail) =>
    developments.map((development) =>
      pythonObject(
        ['sources', valueAt(settings, 'source') ?? []],
        ['dependencies', valueAt(project, 'dependencies') ?? []],
        ['dev-dependencies', development],
        ['optional-dependencies', valueAt(project, 'optional-dependencies') ?? empty],
        ['requires-python', valueAt(project, 'requires-python') ?? ''],
        tail,
      ),
    ),
  );
}

/** Groups of both tables under their normalised names; those of equal names one after the other. */
function merge(first: TomlNode | undefined, second: TomlNode | undefined): PythonObject {
  const merged = new Map<string, TomlNode[]>();
  for (const { key, value } of [...entriesOf(first), ...entriesOf(second)]) {
    const name = names.normalise(key);
    merged.set(name, [...(merged.get(name) ?? []), ...itemsOf(value)]);
  }
  return pythonObject(...merged);
}
