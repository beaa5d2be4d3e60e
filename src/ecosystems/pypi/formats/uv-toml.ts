import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { startOf } from '../../../model/location.ts';
import { parseToml } from '../../../text/toml.ts';
import { findBeside, isNamed } from '../beside.ts';
import { createCollector, rejectDisagreements } from '../pyproject/collector.ts';
import { readUvSettings } from '../pyproject/uv.ts';
import { readUvClient } from '../pyproject/uv-client.ts';

const id = 'uv-toml';

/** `uv.toml` holds at its top what `tool.uv` holds in a project file, and is read in its place (docs.astral.sh/uv, configuration files). */
export const format: Format = {
  id,
  title: 'uv.toml',
  role: 'configuration',
  matches: isNamed('uv.toml'),
  parse: parseUvToml,
  neighbours: findBeside('pyproject.toml'),
};

function parseUvToml({ path, text }: SourceFile): DependencyFile {
  const { root, index, disagreements } = parseToml(text);
  const collector = createCollector(path, text, index);
  rejectDisagreements(disagreements, collector);
  readUvSettings(root, collector);
  readUvClient(root, startOf(path), collector);
  return { path, format: id, role: 'configuration', ...collector.found };
}
