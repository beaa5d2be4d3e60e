import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { startOf } from '../../../model/location.ts';
import { parseToml } from '../../../text/toml.ts';
import { findBeside, isNamed } from '../beside.ts';
import { createCollector, rejectDisagreements } from '../pyproject/collector.ts';
import { readPdmSettings } from '../pyproject/pdm.ts';

const id = 'pdm-toml';

/** Settings of PDM for one project (pdm-project.org/en/latest/reference/configuration), beside its `pyproject.toml`. */
export const format: Format = {
  id,
  title: 'pdm.toml',
  role: 'configuration',
  matches: isNamed('pdm.toml', '.pdm.toml'),
  parse: parsePdmToml,
  neighbours: findBeside('pyproject.toml', 'pdm.lock'),
};

function parsePdmToml({ path, text }: SourceFile): DependencyFile {
  const { root, index, disagreements } = parseToml(text);
  const collector = createCollector(path, text, index);
  rejectDisagreements(disagreements, collector);
  readPdmSettings(root, collector);
  collector.client({ client: 'pdm' }, startOf(path));
  return { path, format: id, role: 'configuration', ...collector.found };
}
