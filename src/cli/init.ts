import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderStarter } from '../config/starter.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { rules } from '../rules/index.gen.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';
import { createFiles } from './create-files.ts';
import { renderCompanion, renderWorkflow, unnamedAction } from './starter-workflow.ts';

const { flags } = commandLines.init;

const workflowPath = '.github/workflows/gazetteer.yml';
const companionPath = '.github/workflows/gazetteer-comments.yml';

/** For the exception that serves as an example: time enough to look at it again. */
const exampleDays = 90;

/** `gazetteer init`: workflows and a configuration to start from. Status 0; anything that cannot be written is wrong usage. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { dir, parts, action } = readOptions(args);
  const expires = new Date(Date.now() + exampleDays * 86_400_000).toISOString().slice(0, 10);
  const metas = rules.map(({ meta }) => meta);
  const files = [
    { name: 'workflow', path: workflowPath, text: renderWorkflow(action) },
    { name: 'config', path: defaultConfigPath, text: renderStarter(metas, expires, schemaOf(action)) },
    { name: 'companion', path: companionPath, text: renderCompanion(action) },
  ].filter(({ name }) => parts.some((part) => part === name));
  const others = files.length === 1 ? '' : `, or write one of them with --only ${allParts.join(' or --only ')}`;
  await createFiles(dir, files, `look at what is there and move it away${others}`);
  for (const { path } of files) process.stdout.write(`wrote ${terminalText(join(dir, path), 1000)}\n`);
  process.stdout.write(`\n${nextSteps(action, parts.includes('companion')).join('\n')}\n`);
  if ((await lstat(join(dir, '.git')).catch(() => undefined)) === undefined)
    process.stderr.write(
      `gazetteer: ${terminalText(resolve(dir), 500)} is not the root of a repository, where GitHub looks for them\n`,
    );
  return 0;
}

/** The schema as the version that runs has it. */
function schemaOf(action: string): string {
  const [repository, ref] = action.split('@');
  return `${endpoints.githubFiles}/${repository}/${ref}/docs/config.schema.json`;
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseFlags(args, flags);
  const { only, companion = false, action = unnamedAction } = values;
  const [dir = '.', ...more] = positionals;
  if (dir === '' || more.length > 0) throw usage(`one folder is enough: ${positionals.join(', ')}`);
  if (only !== undefined && !isPart(only)) throw usage(`--only ${only}: give ${allParts.join(' or ')}`);
  if (only !== undefined && companion)
    throw usage('--companion is written with the others: give --only companion for it alone');
  if (only === 'config' && values.action !== undefined)
    throw usage('--action is for the workflows, which --only config leaves out');
  // What stands here becomes part of a YAML file: nothing that has a meaning there.
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}@[\w./-]{1,200}$/.test(action))
    throw usage(`--action ${action}: give it as in a workflow, <owner>/gazetteer@<commit>`);
  const parts = only !== undefined ? [only] : allParts.filter((part) => part !== 'companion' || companion);
  return { dir, parts, action };
}

const allParts = flags.only.values;

const isPart = (text: string): text is (typeof allParts)[number] => allParts.some((part) => part === text);

function nextSteps(action: string, isCompanion: boolean): readonly string[] {
  const named =
    action !== unnamedAction
      ? []
      : [`Put the account that holds the action in the place of OWNER, and a commit of it in the place of the tag.`];
  return [
    ...named,
    'Try it here with gazetteer audit. Then commit, and open a pull request: its checks tell what is found.',
    ...(isCompanion
      ? ['The companion comments once it is in the default branch: GitHub runs it from there alone.']
      : []),
    'Nothing holds a merge back until a rule of the repository requires the check gazetteer.',
  ];
}
