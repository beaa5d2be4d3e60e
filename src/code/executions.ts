import { type Location, locate } from '../model/location.ts';
import type { Notification } from '../model/report.ts';
import type { ExecutionSubject } from '../model/subject.ts';
import { countOut } from '../text/count-out.ts';
import { indexBy } from '../text/index-by.ts';
import { type Flows, followModels } from './flow/follow.ts';
import type { Execution } from './flow/machine.ts';
import { stepsOf } from './flow/values.ts';
import type { Parsed } from './parse.ts';
import type { Program, Span } from './program.ts';
import { shapeOf } from './shape.ts';
import type { Source } from './sources.ts';

interface Beside {
  /** The same files as they were. */
  readBefore(): Promise<readonly Parsed[]>;
  readonly notifications: Notification[];
  /** What files of variables bring in, which the programs of the change load. */
  readonly secrets: ExecutionSubject['credentials'];
}

/** Where programs newly run what a language model writes, from one of them to another. */
export async function describeExecutions(
  parsed: readonly Parsed[],
  { readBefore, notifications, secrets }: Beside,
): Promise<readonly ExecutionSubject[]> {
  const flows = follow(parsed);
  for (const path of flows.cut)
    notifications.push({
      level: 'warning',
      message: 'its code is too long to be followed to its end: what a model writes may be run where nothing says so',
      path,
    });
  if (flows.executions.length === 0) return [];
  const sources = sourcesOf(parsed);
  const former = await readBefore();
  const formerSources = sourcesOf(former);
  const keysOf = (all: readonly Execution[]) => all.flatMap((one) => keyOf(one, formerSources) ?? []);
  const formerFlows = follow(former);
  const { executions } = formerFlows;
  const isNew = countOut(keysOf(executions));
  const isNewlyBare = countOut(keysOf(executions.filter(isBare)));
  const known = indexBy(executions, (one) => [keyOf(one, formerSources) ?? '']);
  return flows.executions.flatMap((execution) => {
    const key = keyOf(execution, sources);
    if (key === undefined) return [];
    const lostGuard = isBare(execution) && isNewlyBare(key);
    const subjects = describe(execution, flows, sources).map((subject) =>
      execution.hasOwnEnvironment ? subject : { ...subject, credentials: [...subject.credentials, ...secrets] },
    );
    if (isNew(key) || lostGuard) return subjects;
    const before = (known.get(key) ?? []).flatMap((one) => describe(one, formerFlows, formerSources));
    return subjects.flatMap((subject) => onlyNew(subject, before));
  });
}

/** Of an execution that was there before: what it could not read, and the limit that it had. */
function onlyNew(subject: ExecutionSubject, before: readonly ExecutionSubject[]): readonly ExecutionSubject[] {
  const readable = new Set(before.flatMap(({ credentials }) => credentials.map(({ message }) => message)));
  const credentials = subject.credentials.filter(({ message }) => !readable.has(message));
  const lostLimit = !subject.hasTimeout && before.every(({ hasTimeout }) => hasTimeout);
  if (credentials.length === 0 && !lostLimit) return [];
  return [{ ...subject, isKnown: true, credentials, hasTimeout: !lostLimit }];
}

const follow = (parsed: readonly Parsed[]): Flows =>
  followModels(parsed.map(({ source: { language }, program }) => ({ language, program })));

const sourcesOf = (parsed: readonly Parsed[]): Sources => new Map(parsed.map(({ source }) => [source.path, source]));

type Sources = ReadonlyMap<string, Source>;

const placeIn = (
  sources: Sources,
  { program, at }: { readonly program: Program; readonly at: Span },
): Location | undefined => {
  const source = sources.get(program.path);
  return source === undefined ? undefined : locate(program.path, source.regionOf(at.start, at.end));
};

/** What stays the same when lines move or are laid out anew, and when a prompt changes: what is called where it begins and ends. */
function keyOf({ program, at, taint }: Execution, sources: Sources): string | undefined {
  const text = sources.get(program.path)?.text;
  const source = sources.get(taint.source.program.path)?.text;
  return text === undefined || source === undefined
    ? undefined
    : JSON.stringify([
        program.path,
        shapeOf(text.slice(at.start, at.end)),
        shapeOf(source.slice(taint.source.start, taint.source.end)).split('(', 1),
      ]);
}

/** Nothing that was there makes harm less likely. */
const isBare = ({ sandbox, isConfirmed, taint }: Execution): boolean =>
  sandbox === undefined && !isConfirmed && taint.lowered.length === 0;

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
        ...checksIn(execution),
      ],
      isApart: execution.sandbox !== undefined,
      credentials: execution.hasOwnEnvironment ? [] : credentialsBeside(flows, execution, sources),
      hasTimeout:
        execution.hasTimeout ||
        bounds.has('timeout') ||
        (bounds.has('resources') && /\bRLIMIT_CPU\b/.test(program.text)),
      isProcess: sink.isProcess === true || bounds.has('process'),
      at,
    },
  ];
}

/** What a program does besides that makes harm less likely, by words that it does not do without. */
const checks: readonly {
  readonly runs: readonly Execution['sink']['runs'][];
  readonly words: RegExp;
  readonly title: string;
}[] = [
  {
    runs: ['query'],
    words: /mode=ro\b|query_only|READ ONLY|read[_-]?only["']?\s*[:=]\s*(?:true|1)|default_transaction_read_only/i,
    title: 'a connection that only reads',
  },
  {
    runs: ['query'],
    words: /\b(?:sqlglot|sqlparse|node-sql-parser|pgsql-ast-parser|pg_query|libpg-query)\b/,
    title: 'a check of its syntax',
  },
  {
    runs: ['code'],
    words: /\bast\.(?:walk|NodeVisitor|iter_child_nodes)\b|\bNodeVisitor\b/,
    title: 'a check of its syntax',
  },
  {
    runs: ['code', 'command', 'query', 'object', 'module', 'template'],
    words:
      /^\s*(?:import|from) (?:pytest|unittest)\b|from ['"](?:vitest|@jest\/globals|node:test|bun:test)['"]|\bjest\.(?:mock|fn)\(/m,
    title: 'a test, in which perhaps no model answers',
  },
];

export const checksIn = ({ program, sink }: Execution): readonly string[] =>
  checks.filter(({ runs, words }) => runs.includes(sink.runs) && words.test(program.text)).map(({ title }) => title);

/** What the process holds: in the file of the sink, in that of the source, and in what they import. */
function credentialsBeside(
  { credentials, imports }: Flows,
  { program, taint }: Execution,
  sources: Sources,
): ExecutionSubject['credentials'] {
  const near = new Set([program.path, taint.source.program.path]);
  // A set gives what is added while it is gone through.
  for (const path of near) for (const imported of imports.get(path) ?? []) near.add(imported);
  return credentials.flatMap((one) => {
    const place = near.has(one.program.path) ? placeIn(sources, one) : undefined;
    return place === undefined ? [] : [{ ...place, message: one.words }];
  });
}
