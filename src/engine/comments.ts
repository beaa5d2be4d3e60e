import { isAcceptedInside } from '../config/rules.ts';
import type { ReadText } from '../model/inspection.ts';
import { compareText } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Acceptance, Notification } from '../model/report.ts';
import { sayList } from '../text/say-list.ts';
import type { Discovery } from './discover.ts';
import type { JudgedFinding } from './evaluate.ts';
import type { Side } from './read.ts';

/** What was read of a change, as far as comments stand in it. */
export interface Commented {
  readonly head: Pick<Side, 'files'>;
  readonly changed: Discovery['changed'];
  /** What was read besides dependency files. */
  readonly texts?: readonly ReadText[];
}

/** `# gazetteer-ignore: <rule> -- <reason>`, with `until <day>` behind the rule where it has an end. */
interface Comment {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
  readonly expires?: string;
}

export const commentMark = 'gazetteer-ignore';
/** Places of a note, and comments that are read of all files. */
const mostTold = 5;
const mostRead = 10_000;
/** UTF-16 code units of a comment. */
const longest = 1200;

const pattern =
  /^gazetteer-ignore:[ \t]{0,20}([a-z-]{1,60})(?:[ \t]{1,20}until[ \t]{1,20}(\d{4}-\d\d-\d\d))?[ \t]{1,20}--[ \t]{1,20}(\S.{0,1000})/;

/**
 * Comments beside what they are about: on the line of a finding, or alone on the line above. They count for rules that the
 * configuration of the base side names, and only where people write: a lockfile and a JSON document repeat what registries say.
 */
export function readComments(
  { head, changed, texts = [] }: Commented,
  { inlineExceptions, locked }: Policy,
  now: Date,
) {
  const today = now.toISOString().slice(0, 10);
  const touched = new Set(changed.map(({ path }) => path));
  const files = [...head.files.values()].filter(({ path, parsed }) => touched.has(path) && parsed.role !== 'lockfile');
  const others = texts.filter(({ path, isChanged }) => isChanged && !head.files.has(path));
  const read = new Map([...files, ...others].map(({ path, text }) => [path, { path, text }]));
  const found = [...read.values()]
    .filter(({ path }) => !path.endsWith('.json'))
    .sort((a, b) => compareText(a.path, b.path))
    .flatMap(({ path, text }) => listComments(path, text))
    .slice(0, mostRead);
  const counts = (one: Comment): boolean =>
    inlineExceptions.includes(one.rule) &&
    isAcceptedInside(one.rule, locked) &&
    (one.expires === undefined || one.expires >= today);
  const inForce = new Map(found.filter(counts).map((one) => [keyOf(one.path, one.line, one.rule), one]));
  return {
    acceptanceOf({ ruleId, location: { path, startLine } }: JudgedFinding): Acceptance | undefined {
      const comment = inForce.get(keyOf(path, startLine, ruleId)) ?? inForce.get(keyOf(path, startLine - 1, ruleId));
      if (comment === undefined) return undefined;
      const { reason, expires } = comment;
      return { by: 'comment', reason, ...(expires === undefined ? {} : { expires }) };
    },
    notes: (): readonly Notification[] => noteIdle(found.filter((one) => !counts(one))),
  };
}

const keyOf = (path: string, line: number, rule: string): string => JSON.stringify([path, line, rule]);

function listComments(path: string, text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let line = 1;
  let counted = 0;
  for (
    let at = text.indexOf(commentMark);
    at !== -1 && comments.length < mostRead;
    at = text.indexOf(commentMark, at + commentMark.length)
  ) {
    line += countLines(text, counted, at);
    counted = at;
    const [rest = ''] = text.slice(at, at + longest).split(/[\r\n]/, 1);
    const [, rule = '', expires, reason = ''] = pattern.exec(rest) ?? [];
    comments.push({ path, line, rule, reason: reason.trim(), ...(expires === undefined ? {} : { expires }) });
  }
  return comments;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Whoever wrote one expects it to count. */
function noteIdle(idle: readonly Comment[]): readonly Notification[] {
  if (idle.length === 0) return [];
  const told = idle.map(({ path, line, rule }) => `${path}:${line}${rule === '' ? '' : ` (${rule})`}`);
  return [
    {
      level: 'warning',
      message: `comments that ask to ignore findings do not count here: ${sayList(told, mostTold)}. The configuration of the base side allows them by rule (inline-exceptions), and each is written gazetteer-ignore: <rule> -- <reason>`,
    },
  ];
}
