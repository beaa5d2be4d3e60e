import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { parseToml } from '../../../text/toml.ts';
import { findBeside, isNamed } from '../beside.ts';
import { readPipfile } from '../pipenv/manifest.ts';
import { createCollector } from '../pyproject/collector.ts';

const id = 'pipfile';

/** Pipenv's manifest (pipenv.pypa.io, pipfile and specifiers; github.com/pypa/pipfile). */
export const format: Format = {
  id,
  title: 'Pipfile',
  role: 'manifest',
  matches: isNamed('Pipfile'),
  parse: parsePipfile,
  neighbours: findBeside('Pipfile.lock'),
};

function parsePipfile({ path, text }: SourceFile): DependencyFile {
  const { root, index, disagreements } = parseToml(text);
  const collector = createCollector(path, text, index);
  for (const { path: key, region } of disagreements) {
    collector.unparsed(region, `two TOML readers do not agree on "${key.slice(0, 100)}"`);
  }
  readPipfile(root, collector);
  return { path, format: id, role: 'manifest', ...collector.found };
}
