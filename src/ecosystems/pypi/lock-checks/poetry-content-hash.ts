import type { LockCheck } from '../../../model/lock-check.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { readToml } from '../../../text/toml-scan.ts';
import { contentHashCheck, tomlHash } from '../lockfiles/content-hash.ts';
import { textAt, valueAt } from '../lockfiles/nodes.ts';
import { type PythonObject, type PythonValue, pythonObject, writePythonJson } from '../lockfiles/python-json.ts';

const legacyKeys = ['dependencies', 'source', 'extras', 'dev-dependencies'];
const projectKeys = ['requires-python', 'dependencies', 'optional-dependencies'];

/** `[metadata] content-hash`: SHA-256 of the parts of pyproject.toml that matter to Poetry. */
export const poetryContentHash: LockCheck = contentHashCheck({
  format: 'poetry-lock',
  manifest: 'pyproject.toml',
  recorded: (text) => tomlHash(text, ['metadata', 'content-hash'], ''),
  contents: (root, lockfile) =>
    contentsOf(root, textAt(readToml(lockfile).root, 'metadata', 'lock-version')).map((one) => writePythonJson(one)),
  confidence: 'medium',
});

/**
 * Poetry until 1.1 hashes four keys, since 1.2 groups too, since 2.0 the project table, since 2.3 dependency groups
 * (src/poetry/packages/locker.py). Lockfile version 1 was written until 1.2, 2.0 until 1.8, 2.1 since then.
 */
function contentsOf(root: TomlTable, lockVersion = '1.0'): readonly PythonObject[] {
  const poetry = valueAt(root, 'tool', 'poetry');
  const groups = valueAt(root, 'dependency-groups');
  const project = present(valueAt(root, 'project'), projectKeys);
  const legacy = legacyKeys.map((key): Member => [key, valueAt(poetry, key) ?? null]);
  const withGroup = pythonObject(...legacy, ...present(poetry, ['group']));
  if (lockVersion.startsWith('1.')) return [pythonObject(...legacy), withGroup];
  if (lockVersion === '2.0') return [withGroup];
  const modern = pythonObject(...present(poetry, [...legacyKeys, 'group']));
  const nested = (...members: readonly Member[]): PythonObject =>
    pythonObject(...members, ['tool', pythonObject(['poetry', modern])]);
  const own: readonly Member[] = project.length === 0 ? [] : [['project', pythonObject(...project)]];
  const contents = own.length === 0 ? [withGroup] : [nested(...own)];
  return groups === undefined ? contents : [...contents, nested(...own, ['dependency-groups', groups])];
}

type Member = readonly [string, PythonValue];

const present = (table: ReturnType<typeof valueAt>, keys: readonly string[]): readonly Member[] =>
  keys.flatMap((key): Member[] => {
    const value = valueAt(table, key);
    return value === undefined ? [] : [[key, value]];
  });
