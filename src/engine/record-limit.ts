import { isMalwareId } from '../facts/advisories.ts';
import { type Unknown, unknown } from '../model/fact.ts';
import { type Question, questionKey } from '../model/question.ts';

/** Records of vulnerabilities that are read in one audit: each is a request, and old packages have scores of them. */
const maxRecords = 200;

/**
 * Decides which records are not read, in the order of the questions, and remembers those that are; each record counts once.
 * Those of malware are always read, so that nothing hides them.
 */
export function createRecordLimit(): (questions: readonly Question[]) => ReadonlyMap<string, Unknown> {
  const read = new Set<string>();
  const refused = unknown(
    `more than ${maxRecords} advisories speak of the packages: the others were not read`,
    'limit',
  );
  return (questions) => {
    const beyond = new Map<string, Unknown>();
    for (const question of questions) {
      if (question.kind !== 'advisory' || isMalwareId(question.id)) continue;
      if (read.size < maxRecords) read.add(question.id);
      if (!read.has(question.id)) beyond.set(questionKey(question), refused);
    }
    return beyond;
  };
}
