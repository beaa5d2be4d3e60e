import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { parseToml } from '../../../text/toml.ts';
import { findBeside, isNamed } from '../beside.ts';
import { readPipfile } from '../pipenv/manifest.ts';
import { createCollector, rejectDisagreements } from '../pyproject/collector.ts';

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
  rejectDisagreements(disagreements, collector);
  readPipfile(root, collector);
  return { path, format: id, role: 'manifest', ...collector.found };
}
