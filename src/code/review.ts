import { mentionsLoad } from '../knowledge/code/model-loads.ts';
import type { ChangedText, Inspected } from '../model/inspection.ts';
import { type Location, locate } from '../model/location.ts';
import type { Notification } from '../model/report.ts';
import type { EntryUseSubject, ModelLoadSubject, Subject } from '../model/subject.ts';
import { countOut } from '../text/count-out.ts';
import { findEntryUses, mentionsEntry } from './entry-uses.ts';
import { isEnvironment, secretsIn } from './environment.ts';
import { describeExecutions } from './executions.ts';
import { mentionsModel } from './flow/clients.ts';
import { findModelLoads } from './model-loads.ts';
import { type Parsed, parseSources } from './parse.ts';
import type { Span } from './program.ts';
import { readSource } from './read-source.ts';
import { belongTogether } from './relations.ts';
import { shapeOf } from './shape.ts';
import type { Source } from './sources.ts';

/**
 * What changed code newly lets in: where it runs what a language model writes, reaches parts of packages that do, or loads
 * files that run. Files are parsed only where their text speaks of such things.
 */
export async function reviewCode(files: readonly ChangedText[]): Promise<Inspected> {
  const notifications: Notification[] = [];
  const sources = files.flatMap(({ path, text }) => readSource(path, text));
  for (const { path, unread } of sources)
    if (unread !== undefined)
      notifications.push({ level: 'warning', message: `its code was not followed: ${unread}`, path });
  const together = belongTogether(sources, ({ text }) => mentionsModel(text));
  // Files that did not change come along for what flows through them.
  const unchanged = new Set(files.flatMap(({ path, text, before }) => (text === before ? [path] : [])));
  const plain = sources.filter(
    (source) => !unchanged.has(source.path) && (mayLoad(source) || mentionsEntry(source.text)),
  );
  const parsed = await parseSources([...new Set([...together, ...plain])], notifications);
  if (parsed.length === 0) return { subjects: [], notifications };
  const paths = new Set(parsed.map(({ source }) => source.path));
  const readBefore = () =>
    parseSources(
      files.flatMap(({ path, before }) => (before === undefined || !paths.has(path) ? [] : readSource(path, before))),
      [],
    );
  const flowing = new Set(together);
  const executions = await describeExecutions(
    parsed.filter(({ source }) => flowing.has(source)),
    {
      readBefore,
      notifications,
      secrets: files.flatMap(({ path, text }) => (isEnvironment(path) ? secretsIn(path, text) : [])),
    },
  );
  const uses = parsed.flatMap(describeUses);
  const known = uses.length === 0 ? [] : (await readBefore()).flatMap(describeUses);
  const isNew = countOut(known.map(({ key }) => key));
  return {
    subjects: [...executions, ...uses.filter(({ key }) => isNew(key)).map(({ subject }) => subject)],
    notifications,
  };
}

/** What loads a model so that it runs is Python's. */
const mayLoad = ({ language, text }: Source): boolean => language === 'python' && mentionsLoad(text);

interface Described {
  /** What stays the same when lines move. */
  readonly key: string;
  readonly subject: Subject;
}

function describeUses({ source, program }: Parsed): readonly Described[] {
  const keyOf = ({ start, end }: Span) => JSON.stringify([source.path, shapeOf(source.text.slice(start, end))]);
  const placeOf = ({ start, end }: Span): Location => locate(source.path, source.regionOf(start, end));
  const loads = mayLoad(source) ? findModelLoads(program) : [];
  const entries = mentionsEntry(source.text) ? findEntryUses(program, source.language) : [];
  return [
    ...loads.map((load): Described => {
      const { name, why, remedy, origin } = load;
      const subject: ModelLoadSubject = { kind: 'model-load', name, why, remedy, origin, at: placeOf(load) };
      return { key: keyOf(load), subject };
    }),
    ...entries.map((use): Described => {
      const { ecosystem, isCalled, entry } = use;
      const { path, name, runs } = entry;
      const subject: EntryUseSubject = {
        kind: 'entry-use',
        ecosystem,
        package: name,
        entry: path,
        runs,
        isCalled,
        at: placeOf(use),
      };
      return { key: keyOf(use), subject };
    }),
  ];
}
