import { isMalwareId } from '../facts/advisories.ts';
import { type Unknown, unknown } from '../model/fact.ts';
import { type Question, questionKey } from '../model/question.ts';

/** Records of vulnerabilities that are read in one audit: each is a request, and old packages have scores of them. */
const maxRecords = 200;

/** Which of the records that are asked for are not read, and what is said of them. */
export type RecordShare = (questions: readonly Question[]) => ReadonlyMap<string, Unknown>;

/**
 * Decides which records are not read, and remembers those that are; each record counts once. All packages take turns, in the
 * order of the questions, so that one with very many does not hide what is said of another. Those of the collection of malware
 * are always read.
 * @returns gives one of so many equal parts of what is left, so that packages that are asked about later have theirs
 */
export function createRecordLimit(): (parts: number) => RecordShare {
  const read = new Set<string>();
  const refused = unknown(`of the advisories on all packages ${maxRecords} are read at most: not this one`, 'limit');
  return (parts) => {
    const end = read.size + Math.ceil((maxRecords - read.size) / parts);
    return (questions) => {
      const beyond = new Map<string, Unknown>();
      for (const question of inTurns(questions)) {
        if (isMalwareId(question.id)) continue;
        if (read.size < end) read.add(question.id);
        if (!read.has(question.id)) beyond.set(questionKey(question), refused);
      }
      return beyond;
    };
  };
}

type RecordQuestion = Extract<Question, { kind: 'advisory' }>;

/** The first record of each package, then the second one of each, and so on. */
function inTurns(questions: readonly Question[]): readonly RecordQuestion[] {
  const counts = new Map<string, number>();
  const numbered = questions.flatMap((question): readonly (readonly [number, RecordQuestion])[] => {
    if (question.kind !== 'advisory') return [];
    const key = JSON.stringify([question.ecosystem, question.name]);
    const turn = counts.get(key) ?? 0;
    counts.set(key, turn + 1);
    return [[turn, question]];
  });
  return numbered.sort(([a], [b]) => a - b).map(([, question]) => question);
}
