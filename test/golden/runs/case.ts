import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../../support/memory-source.ts';
import type { NpmPackage } from '../../support/registries/npm-documents.ts';
import type { PyPiProject } from '../../support/registries/pypi-documents.ts';

/** A change, and the world around it, of which all reports are kept as they are to be read. */
export interface GoldenCase {
  readonly name: string;
  readonly now: string;
  readonly before: Files;
  readonly after: Files;
  /** Of the configuration, behind what names the registries. */
  readonly config?: string;
  readonly npm?: readonly NpmPackage[];
  readonly pypi?: readonly PyPiProject[];
  /** No registry is reached. */
  readonly offline?: true;
}

/** All files of a folder, by their paths in it. */
export function readFolder(folder: URL): Files {
  const root = fileURLToPath(folder);
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path), readFileSync(path, 'utf8')];
    }),
  );
}
