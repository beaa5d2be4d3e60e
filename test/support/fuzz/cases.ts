import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CaseFile {
  /** As the case has it: a path that the format reads. */
  readonly path: string;
  readonly text: string;
}

/** The files of the cases on disk, by id of the format: `ecosystems/<type>/cases/<format>/` and `surfaces/<id>/cases/`. */
export function readCaseFiles(source: string): ReadonlyMap<string, readonly CaseFile[]> {
  const cases = list(join(source, 'ecosystems')).flatMap((type) => join(source, 'ecosystems', type, 'cases'));
  const ofFormats = cases.flatMap((folder) => list(folder).map((id) => [id, readFolder(join(folder, id))] as const));
  const ofSurfaces = list(join(source, 'surfaces')).map(
    (id) => [id, readFolder(join(source, 'surfaces', id, 'cases'))] as const,
  );
  return new Map([...ofFormats, ...ofSurfaces]);
}

const list = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))
    : [];

function readFolder(folder: string): readonly CaseFile[] {
  return list(folder).flatMap((name) => {
    const root = join(folder, name);
    const [path] = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    if (path === undefined) return [];
    return { path: path.slice(root.length + 1), text: new TextDecoder().decode(readFileSync(path)) };
  });
}
