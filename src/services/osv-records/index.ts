import type { AdvisoryFact } from '../../model/advisory.ts';
import { absent, type Fact, present, unknown } from '../../model/fact.ts';
import type { Lookup } from '../../model/http.ts';
import type { Question } from '../../model/question.ts';
import type { Service } from '../../model/service.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { readText } from '../../text/decode.ts';
import { isAdvisoryId, osvPackage } from '../osv.ts';
import { affectedBy, isWithdrawn, namesPackages } from './concerns.ts';
import { readRecord } from './record.ts';

const maxBytes = 8 * 1024 * 1024;
/** In seconds. */
const lasts = 600;
const select = [
  ['id'],
  ['withdrawn'],
  ['aliases'],
  ['summary'],
  ['severity'],
  ['affected'],
  ['database_specific', 'severity'],
  ['database_specific', 'cwe_ids'],
  ['database_specific', 'github_reviewed'],
];

/**
 * What advisories say, each read by itself: the batch lists withdrawn ones too, and only the record says what exactly it is
 * about.
 */
export const service: Service<'advisory'> = {
  id: 'osv',
  title: 'OSV',
  answers: 'advisory',
  batchSize: 1,
  *lookup(questions, endpoint) {
    const facts: Fact<AdvisoryFact>[] = [];
    for (const question of questions) facts.push(yield* readAdvisory(question, endpoint));
    return facts;
  },
};

function* readAdvisory(
  { id, ...named }: Extract<Question, { kind: 'advisory' }>,
  endpoint: string,
): Lookup<Fact<AdvisoryFact>> {
  const base = baseAddress(endpoint);
  const asked = osvPackage(named);
  if (base === undefined || asked === undefined || !isAdvisoryId(id))
    return unknown('it cannot be asked for', service.title);
  const url = `${base}/v1/vulns/${id}`;
  const answer = yield { url, select, maxBytes, lasts, holds: ['id'] };
  const record = documentOf(answer);
  if (readText(record, 'id') !== id) return unanswered(answer, url);
  const affected = affectedBy(record, asked);
  if (affected.length > 0) return present(readRecord(id, record, affected), url);
  return isWithdrawn(record) || namesPackages(record)
    ? absent('it was withdrawn, or is about something else', url)
    : unknown(`${new URL(url).host} does not say what ${id} is about`, url);
}
