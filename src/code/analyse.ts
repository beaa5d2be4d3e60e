import { MalformedFileError } from '../model/ecosystem.ts';
import type { ChangedText, Inspected } from '../model/inspection.ts';
import { type Location, locate } from '../model/location.ts';
import type { Notification } from '../model/report.ts';
import type { ExecutionSubject } from '../model/subject.ts';
import { countOut } from '../text/count-out.ts';
import { mentionsModel } from './flow/clients.ts';
import { type Flows, followModels, type ReadProgram } from './flow/index.ts';
import type { Credential, Execution } from './flow/machine.ts';
import { stepsOf } from './flow/values.ts';
import { languageOf } from './languages.ts';
import { notebookSource } from './notebook.ts';
import type { Program } from './program.ts';
import { belongTogether } from './relations.ts';
import { plainSource, type Source } from './sources.ts';

/** Characters of one file that is parsed, and of all together: what is larger was made by a program, or is hostile. */
const longestFile = 1_500_000;
const longestTogether = 30_000_000;

/**
 * Where changed code newly runs what a language model writes: by what flows in it, also from one of the files to another. Files
 * are parsed only where one of them speaks of a model.
 */
export async function findExecutions(files: readonly ChangedText[]): Promise<Inspected> {
  const notifications: Notification[] = [];
  const sources = files.flatMap((file) => readSource(file.path, file.text, notifications));
  const chosen = belongTogether(sources, ({ text }) => mentionsModel(text));
  if (chosen.length === 0) return { subjects: [], notifications };
  const { kept, programs } = await parseAll(chosen, notifications);
  const flows = followModels(programs);
  if (flows.isCut)
    notifications.push({
      level: 'warning',
      message:
        'the changed code is too long to be followed to its end: what a model writes may be run where nothing says so',
    });
  if (flows.executions.length === 0) return { subjects: [], notifications };
  const known = await knownBefore(files, kept);
  const byPath = new Map(kept.map((source) => [source.path, source]));
  const subjects = flows.executions.flatMap((execution) => {
    const key = keyOf(execution, byPath);
    return key === undefined || known(key) ? [] : describe(execution, flows, byPath);
  });
  return { subjects, notifications };
}

function readSource(path: string, text: string, notifications: Notification[]): readonly Source[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  try {
    return [/\.ipynb$/i.test(path) ? notebookSource(path, text) : plainSource(path, language, text)];
  } catch (error) {
    if (!(error instanceof MalformedFileError)) throw error;
    notifications.push({ level: 'note', message: `its code was not looked at: ${error.message}`, path });
    return [];
  }
}

/** Parsers are loaded when there is something to parse. */
async function parseAll(sources: readonly Source[], notifications: Notification[]) {
  const kept: Source[] = [];
  const programs: ReadProgram[] = [];
  let length = 0;
  for (const source of sources) {
    const { path, text, language } = source;
    length += text.length;
    const reason =
      text.length > longestFile || length > longestTogether
        ? 'it is too long'
        : isPacked(text)
          ? 'a program packed it'
          : undefined;
    if (reason !== undefined) {
      notifications.push({
        level: 'note',
        message: `what it does with the answers of models was not looked at: ${reason}`,
        path,
      });
      continue;
    }
    const program = await parse(source);
    const [fault] = program.faults;
    if (fault !== undefined) notifications.push(noteFault(source, program));
    kept.push(source);
    programs.push({ program, language });
  }
  return { kept, programs };
}

async function parse({ path, text, language }: Source): Promise<Program> {
  if (language === 'python') return (await import('./python/index.ts')).readPython(path, text);
  return (await import('./javascript/index.ts')).readJavaScript(path, text);
}

/** Lines far longer than anybody writes. */
const isPacked = (text: string): boolean =>
  text.length > 20_000 && text.length / (text.split('\n', 2_000).length + 1) > 400;

function noteFault({ path, regionOf }: Source, { faults }: Program): Notification {
  const [first] = faults;
  const line = first === undefined ? 1 : regionOf(first.at, first.at).startLine;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more places` : '';
  return {
    level: 'note',
    message: `line ${line} was not understood (${first?.reason ?? ''})${more}: what flows through there was not followed`,
    path,
  };
}

type Sources = ReadonlyMap<string, Source>;

const placeIn = (
  sources: Sources,
  { program, at }: { readonly program: Program; readonly at: { readonly start: number; readonly end: number } },
): Location | undefined => {
  const source = sources.get(program.path);
  return source === undefined ? undefined : locate(program.path, source.regionOf(at.start, at.end));
};

/** What stays the same when lines move: the text of the lines where it begins and where it ends. */
function keyOf({ program, at, taint }: Execution, sources: Sources): string | undefined {
  const text = sources.get(program.path)?.text;
  const source = sources.get(taint.source.program.path)?.text;
  return text === undefined || source === undefined
    ? undefined
    : JSON.stringify([program.path, text.slice(at.start, at.end), source.slice(taint.source.start, taint.source.end)]);
}

/** What the files did already before the change is not new. */
async function knownBefore(files: readonly ChangedText[], kept: readonly Source[]): Promise<(key: string) => boolean> {
  const paths = new Set(kept.map(({ path }) => path));
  const former = files.flatMap(({ path, before }) =>
    before === undefined || !paths.has(path) ? [] : readSource(path, before, []),
  );
  const { kept: sources, programs } = await parseAll(former, []);
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const isNew = countOut(followModels(programs).executions.flatMap((execution) => keyOf(execution, byPath) ?? []));
  return (key) => !isNew(key);
}

function describe(execution: Execution, flows: Flows, sources: Sources): readonly ExecutionSubject[] {
  const { program, sink, taint } = execution;
  const at = placeIn(sources, execution);
  if (at === undefined) return [];
  const steps = stepsOf(taint).flatMap((step) => {
    const place = placeIn(sources, { program: step.program, at: step });
    return place === undefined ? [] : [{ ...place, message: step.words }];
  });
  const bounds = flows.bounds.get(program.path) ?? new Set();
  return [
    {
      kind: 'execution',
      name: execution.name,
      runs: sink.runs,
      client: taint.client,
      steps: [...steps, { ...at, message: `\`${execution.name}\` runs it` }],
      lowered: [
        ...(execution.sandbox === undefined ? [] : [execution.sandbox]),
        ...taint.lowered,
        ...(execution.isConfirmed ? ['a question to a person'] : []),
      ],
      isApart: execution.sandbox !== undefined,
      credentials: execution.hasOwnEnvironment ? [] : credentialsBeside(flows.credentials, execution, sources),
      hasTimeout: execution.hasTimeout || bounds.has('timeout'),
      isProcess: sink.isProcess === true || bounds.has('process'),
      at,
    },
  ];
}

/** What the process holds: in the file of the sink, and in that of the source. */
function credentialsBeside(
  all: readonly Credential[],
  { program, taint }: Execution,
  sources: Sources,
): ExecutionSubject['credentials'] {
  const near = new Set([program.path, taint.source.program.path]);
  return all.flatMap((one) => {
    const place = near.has(one.program.path) ? placeIn(sources, one) : undefined;
    return place === undefined ? [] : [{ ...place, message: one.words }];
  });
}
