import type { Reading, Word } from '../model/command.ts';
import type { Include } from '../model/dependency.ts';
import { emptyReading, joinReadings } from '../model/reading.ts';
import { joinPath, normalisePath } from '../text/paths.ts';
import { optionTable, readArguments } from '../text/shell-arguments.ts';
import type { CommandContext } from './command-context.ts';
import { holdWithin } from './scope.ts';
import { type Bare, splitAssignment } from './wrappers.ts';

const builders = new Set(['docker', 'podman', 'buildah', 'nerdctl']);

/** Options of `docker build` with a value that is not the folder of the build (docs.docker.com, CLI reference). */
const table = optionTable(
  (
    '--add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call ' +
    '--cgroup-parent --iidfile --label --metadata-file --network --no-cache-filter --platform --progress --provenance ' +
    '--sbom --secret --shm-size --ssh --target --ulimit --isolation --memory --cpu-shares --security-opt'
  )
    .split(' ')
    .concat('-f, --file', '-o, --output', '-t, --tag', '-m, --memory', '-c, --cpu-shares'),
);

/** `docker build --build-arg NAME=value`: settings that hold for the container file which is built, or that there are none. */
export function readImageBuild(
  { program, words, head }: Bare,
  { setting, locate }: Pick<CommandContext, 'setting' | 'locate'>,
  folder: string | undefined,
): Reading {
  if (!builders.has(program)) return emptyReading;
  const { options, operands } = readArguments(words, table);
  const verb = operands.findIndex(({ text }) => text === 'build' || text === 'bud');
  if (verb < 0 || verb > 2) return emptyReading;
  const args = options.flatMap(({ name, value }) =>
    name === '--build-arg' && value !== undefined && value.text.includes('=') ? [splitAssignment(value)] : [],
  );
  const last = words.at(-1) ?? head;
  const location = locate(Math.min(head.start, last.start), Math.max(head.end, last.end));
  const read = joinReadings(args.map(({ name, value }) => setting(name, value)));
  const file = options.findLast(({ name }) => name === '--file')?.value;
  const path = operands[0]?.text === 'compose' ? undefined : pathOf(file, operands[verb + 1], folder);
  const include: Include | undefined =
    path === undefined ? undefined : { kind: 'project', path, optional: true, text: path, location };
  return holdWithin({ ...read, includes: include === undefined ? [] : [include] }, location);
}

/** The file is named from where the command runs, else it is that of the folder. */
function pathOf(file: Word | undefined, context: Word | undefined, folder: string | undefined): string | undefined {
  const named = file ?? context;
  if (named?.known !== true || folder === undefined || /^(?:[/~-]|[a-z][a-z0-9+.-]*:)/i.test(named.text))
    return undefined;
  return normalisePath(joinPath(folder, file === undefined ? joinPath(named.text, 'Dockerfile') : named.text));
}
