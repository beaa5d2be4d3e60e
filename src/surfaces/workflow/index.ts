import type { Surface } from '../../model/surface.ts';
import { entryOf, type YamlNode, type YamlText } from '../../text/yaml-nodes.ts';
import { expands, impliedWord } from '../collector.ts';
import { baseNameOf } from '../names.ts';
import { addYamlImage } from '../yaml-images.ts';
import { allEntriesOf, isText, itemsOf, noVariables, plainText, type Variables, YamlSource } from '../yaml-source.ts';
import { readInputs } from './inputs.ts';
import { addUses } from './uses.ts';

export const surface: Surface = {
  id: 'workflow',
  title: 'GitHub workflows and actions',
  role: 'script',
  includesAnyName: true,
  matches(path) {
    const isWorkflow = /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path);
    return isWorkflow || /^action\.ya?ml$/.test(baseNameOf(path)) ? 'name' : false;
  },
  read(file, commands) {
    const marks = { open: '${{', close: '}}' };
    const source = new YamlSource(file, commands, marks, (expression, known) =>
      expression.startsWith('env.') ? known.get(expression.slice('env.'.length)) : undefined,
    );
    for (const document of source.documents) readDocument(source, document);
    return source.into.finish();
  },
};

/** What surrounds a step. */
interface Surroundings {
  readonly known: Variables;
  /** The shell of steps that name none. */
  readonly shell: string;
  /** The folder of steps that name none. */
  readonly folder: YamlText | undefined;
}

function readDocument(source: YamlSource, document: YamlNode): void {
  const outer = surround(source, document, {
    known: noVariables,
    shell: '',
    folder: undefined,
  });
  for (const { value: job } of allEntriesOf(entryOf(document, 'jobs')?.value)) {
    source.into.within(job, () => readJob(source, job, outer));
  }
  const runs = entryOf(document, 'runs')?.value;
  readSteps(source, runs, outer);
  addActionImage(source, runs);
}

/** Adds what an `env` sets, and the shell and folder that `defaults` name. */
function surround(source: YamlSource, node: YamlNode | undefined, outer: Surroundings): Surroundings {
  const shell = plainText(entryOf(node, 'defaults', 'run', 'shell')?.value);
  const folder = entryOf(node, 'defaults', 'run', 'working-directory')?.value;
  return {
    known: readVariables(source, node, outer.known),
    shell: shell === '' ? outer.shell : shell,
    folder: isText(folder) ? folder : outer.folder,
  };
}

function readVariables(source: YamlSource, node: YamlNode | undefined, known: Variables): Variables {
  const env = entryOf(node, 'env')?.value;
  for (const { key, value } of allEntriesOf(env)) {
    // Commands that cibuildwheel runs before it builds (cibuildwheel.pypa.io, "Options").
    if (/^CIBW_BEFORE_/.test(key)) source.addScript(value, known);
  }
  return source.addSettings(env, known);
}

function readJob(source: YamlSource, job: YamlNode, outer: Surroundings): void {
  const uses = entryOf(job, 'uses');
  if (uses !== undefined) addUses(source.into, uses);
  const inner = surround(source, job, outer);
  addYamlImage(source, entryOf(job, 'container'), 'tool', inner.known);
  source.addSettings(entryOf(job, 'container', 'env')?.value, inner.known);
  for (const service of allEntriesOf(entryOf(job, 'services')?.value)) {
    addYamlImage(source, service, 'tool', inner.known);
    source.addSettings(entryOf(service.value, 'env')?.value, inner.known);
  }
  readSteps(source, job, inner);
}

function readSteps(source: YamlSource, holder: YamlNode | undefined, outer: Surroundings): void {
  for (const step of itemsOf(entryOf(holder, 'steps')?.value)) {
    const known = source.into.within(step, () => readVariables(source, step, outer.known));
    const uses = entryOf(step, 'uses');
    const action = uses === undefined ? undefined : addUses(source.into, uses);
    if (uses !== undefined && action !== undefined)
      readInputs(source, { action, uses: uses.value }, entryOf(step, 'with')?.value, known);
    const run = entryOf(step, 'run')?.value;
    if (isText(run)) readRun(source, step, run, { ...outer, known });
  }
}

function readRun(source: YamlSource, step: YamlNode, run: YamlText, { known, shell, folder }: Surroundings): void {
  const own = plainText(entryOf(step, 'shell')?.value);
  const program = own === '' ? shell : own;
  if (!isShell(program)) {
    // What Python or a program of the user's own is given is not understood, and told where it speaks of an installer.
    const words = [program.split(' ', 1)[0] ?? '', '-c'].map((text) => impliedWord(text, run.start, run.start));
    const text = source.wordOf(run, known);
    if (text !== undefined) source.into.add(source.commands.argv([...words, { ...text, known: true }]));
    return;
  }
  const stated = entryOf(step, 'working-directory')?.value;
  const within = isText(stated) ? stated : folder;
  if (within === undefined || run.value === '') return source.addScript(run, known);
  const script = source.pieceOf(run, known);
  const target = source.pieceOf(within, known).text.replace(/^\$\{_{1,9}github_workspace_{1,9}\}/, '.');
  // No shell reads it: what no `env` sets is a folder that nobody knows.
  const cd = `cd "${expands(target) ? '$-' : target.replaceAll('\\', '/').replaceAll(/["\n]/g, '')}"\n`;
  const at = (offset: number): number => script.at(Math.max(0, offset - cd.length));
  source.into.add(source.commands.script(cd + script.text, at, known));
}

/** Whether a step's text is lines of commands; `python` and programs of the user's own read something else. */
const isShell = (shell: string): boolean =>
  shell === '' || /^(?:\S*\/)?(?:ba|z|da|k)?sh\b|^(?:pwsh|powershell|cmd)\b|^\$\{\{/.test(shell.slice(0, 200));

/** The container of an action: an image, or a Dockerfile of its own that is read by its name. */
function addActionImage(source: YamlSource, runs: YamlNode | undefined): void {
  const image = entryOf(runs, 'image');
  if (image === undefined || !isText(image.value) || !image.value.value.startsWith('docker://')) return;
  addUses(source.into, image);
}
