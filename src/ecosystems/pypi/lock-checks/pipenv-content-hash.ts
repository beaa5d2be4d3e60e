import { endpoints } from '../../../knowledge/endpoints.ts';
import type { LockCheck } from '../../../model/lock-check.ts';
import { parseJson } from '../../../text/json.ts';
import { memberOf } from '../../../text/json-nodes.ts';
import type { TomlTable } from '../../../text/toml-nodes.ts';
import { contentHashCheck, type RecordedHash } from '../lockfiles/content-hash.ts';
import { entriesOf, valueAt } from '../lockfiles/nodes.ts';
import { type PythonObject, type PythonValue, pythonObject, writePythonJson } from '../lockfiles/python-json.ts';

/** `_meta.hash.sha256`. More real lockfiles than of the other tools do not reproduce it: low confidence. */
export const pipenvContentHash: LockCheck = contentHashCheck({
  format: 'pipfile-lock',
  manifest: 'Pipfile',
  recorded: readRecorded,
  contents: (root) => contentsOf(root).map((content) => writePythonJson(content, { item: ',', key: ':' })),
  confidence: 'low',
});

function readRecorded(text: string): RecordedHash | undefined {
  const { root, lines } = parseJson(text);
  const hash = memberOf(memberOf(memberOf(root, '_meta')?.value, 'hash')?.value, 'sha256')?.value;
  if (hash?.kind !== 'string') return undefined;
  return { value: hash.value, region: lines.region(hash.start + 1, hash.end - 1) };
}

/** Sections that are no categories of packages. */
const sections = new Set(['source', 'packages', 'dev-packages', 'requires', 'scripts', 'default', 'develop', 'pipenv']);

/** Without and with categories of one's own, which Pipenv has since 2022.10 (sarugaku/plette, src/plette/pipfiles.py). */
function contentsOf(root: TomlTable): readonly PythonObject[] {
  const empty = pythonObject();
  const source = valueAt(root, 'source') ?? [
    pythonObject(['name', 'pypi'], ['url', endpoints.pypi], ['verify_ssl', true]),
  ];
  const meta = pythonObject(['sources', source], ['requires', valueAt(root, 'requires') ?? empty]);
  const members: readonly (readonly [string, PythonValue])[] = [
    ['_meta', meta],
    ['default', valueAt(root, 'packages') ?? empty],
    ['develop', valueAt(root, 'dev-packages') ?? empty],
  ];
  const others = entriesOf(root).filter(({ key }) => !sections.has(key));
  const categories = others.map(({ key, value }): readonly [string, PythonValue] => [key, value]);
  return [pythonObject(...members), pythonObject(...members, ...categories)];
}
