import type { Surface } from '../../model/surface.ts';
import { joinPath, parentOf } from '../../text/paths.ts';
import { entryOf, type YamlNode } from '../../text/yaml-nodes.ts';
import { baseNameOf } from '../names.ts';
import { addYamlImage } from '../yaml-images.ts';
import { allEntriesOf, isText, itemsOf, plainText, type Variables, YamlSource } from '../yaml-source.ts';

export const surface: Surface = {
  id: 'compose',
  title: 'compose.yaml, docker-compose.yml',
  role: 'script',
  includesAnyName: true,
  matches: (path) =>
    /^(?:docker-compose|compose|podman-compose)(?:[.-][\w.-]{1,100})?\.ya?ml$/.test(baseNameOf(path)) ? 'name' : false,
  read(file, commands) {
    const source = new YamlSource(file, commands, { open: '${', close: '}' }, defaultOf);
    for (const document of source.documents) {
      for (const { value } of allEntriesOf(entryOf(document, 'services')?.value)) {
        source.into.within(value, () => readService(source, value));
      }
    }
    return source.into.finish();
  },
};

/** `NAME:-default` and `NAME-default`: what is taken where nobody sets the variable. */
function defaultOf(expression: string): string | undefined {
  const match = /^\w{1,100}:?-/.exec(expression);
  return match === null ? undefined : expression.slice(match[0].length);
}

function readService(source: YamlSource, service: YamlNode): void {
  addYamlImage(source, entryOf(service, 'image'), 'runtime');
  const known = source.addSettings(entryOf(service, 'environment')?.value);
  addBuild(source, entryOf(service, 'build')?.value);
  const dockerfile = entryOf(service, 'build', 'dockerfile_inline')?.value;
  if (isText(dockerfile)) {
    const { text, at } = source.pieceOf(dockerfile);
    source.into.add(source.commands.embedded('dockerfile', text, at));
  }
  for (const key of ['entrypoint', 'command']) source.addCommand(entryOf(service, key)?.value, known);
  addHealthcheck(source, entryOf(service, 'healthcheck', 'test')?.value, known);
  for (const hook of ['post_start', 'pre_stop']) {
    for (const item of itemsOf(entryOf(service, hook)?.value))
      source.addCommand(entryOf(item, 'command')?.value, known);
  }
}

/**
 * The arguments of a build are those of its Dockerfile alone (docs.docker.com, "Compose Build Specification"). Without any,
 * what is built is told all the same: there may have been some.
 */
function addBuild(source: YamlSource, build: YamlNode | undefined): void {
  if (build === undefined || (isText(build) && build.value === '')) return;
  const args = entryOf(build, 'args')?.value;
  if (args !== undefined) source.into.within(args, () => source.addSettings(args));
  const folder = (isText(build) ? build.value : plainText(entryOf(build, 'context')?.value)) || '.';
  const file = plainText(entryOf(build, 'dockerfile')?.value) || 'Dockerfile';
  if (entryOf(build, 'dockerfile_inline') !== undefined) return;
  source.into.build(args ?? build, joinPath(parentOf(source.into.file.path), folder), file);
}

/** A text for a shell, or a list that begins with `CMD`, `CMD-SHELL` or `NONE`. */
function addHealthcheck(source: YamlSource, test: YamlNode | undefined, known: Variables): void {
  if (test?.kind !== 'list') return source.addScript(test, known);
  const [form, ...items] = test.items;
  if (plainText(form) === 'CMD') source.addCommand({ ...test, items }, known);
  else if (plainText(form) === 'CMD-SHELL') source.addScript(items[0], known);
}
