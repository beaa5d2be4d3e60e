import type { DependencyFile } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { startOf } from '../../../model/location.ts';
import { parseToml } from '../../../text/toml.ts';
import { findBeside, isNamed } from '../beside.ts';
import { createCollector, rejectDisagreements } from '../pyproject/collector.ts';
import { readPoetrySettings } from '../pyproject/poetry-settings.ts';

const id = 'poetry-toml';

/** Settings of Poetry for one project (python-poetry.org/docs/configuration). Its `repositories` are for uploads only. */
export const format: Format = {
  id,
  title: 'poetry.toml',
  role: 'configuration',
  matches: isNamed('poetry.toml'),
  parse: parsePoetryToml,
  neighbours: findBeside('pyproject.toml', 'poetry.lock'),
};

function parsePoetryToml({ path, text }: SourceFile): DependencyFile {
  const { root, index, disagreements } = parseToml(text);
  const collector = createCollector(path, text, index);
  rejectDisagreements(disagreements, collector);
  readPoetrySettings(root, collector);
  collector.client({ client: 'poetry' }, startOf(path));
  return { path, format: id, role: 'configuration', ...collector.found };
}
