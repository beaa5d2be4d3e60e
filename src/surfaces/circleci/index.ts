import type { Surface } from '../../model/surface.ts';
import { entryOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { addYamlImage } from '../yaml-images.ts';
import { allEntriesOf, isText, itemsOf, mapsIn, noVariables, type Variables, YamlSource } from '../yaml-source.ts';

export const surface: Surface = {
  id: 'circleci',
  title: '.circleci/config.yml',
  role: 'script',
  matches: (path) => (/(?:^|\/)\.circleci\/(?:[^/]+\/){0,5}[^/]+\.ya?ml$/.test(path) ? 'name' : false),
  read(file, commands) {
    const source = new YamlSource(file, commands, { open: '<<', close: '>>' });
    for (const document of source.documents) {
      for (const kind of ['jobs', 'commands', 'executors']) {
        for (const { value } of allEntriesOf(entryOf(document, kind)?.value)) {
          source.into.within(value, () => readJob(source, value));
        }
      }
    }
    return source.into.finish();
  },
};

function readJob(source: YamlSource, job: YamlNode): void {
  const known = source.addSettings(entryOf(job, 'environment')?.value);
  for (const image of itemsOf(entryOf(job, 'docker')?.value)) {
    addYamlImage(source, entryOf(image, 'image'), 'tool', known);
    source.addSettings(entryOf(image, 'environment')?.value, known);
    source.addCommand(entryOf(image, 'command')?.value, known);
  }
  const steps = entryOf(job, 'steps')?.value;
  // Steps nest in `when` and `unless`: any map among them may be a step.
  if (steps !== undefined)
    for (const step of mapsIn([steps])) source.into.within(step, () => readStep(source, step, known));
}

function readStep(source: YamlSource, step: YamlNode, known: Variables): void {
  const run = entryOf(step, 'run')?.value;
  if (isText(run)) return source.addScript(run, known);
  const variables = run === undefined ? noVariables : source.addSettings(entryOf(run, 'environment')?.value, known);
  source.addScript(entryOf(run, 'command')?.value, variables);
}
